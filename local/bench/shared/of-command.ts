import { type Contestant, type Role } from './contestant';
import { type Command, timed } from './timed-command';

/** A command of Node's, or of another program, as one that runs in turns. */
export const ofCommand = (
  figure: string,
  command: Partial<Command> &
    Pick<Command, 'args'> & {
      readonly role: Role;
      readonly name: string;
      /** In which it runs. */
      readonly folder: string;
    },
): Contestant => ({
  name: command.name,
  role: command.role,
  run: async () => ({ [figure]: await timed({ program: process.execPath, ...command }, command.folder) }),
});
