import { type Contestant, type Role } from './contestant';
import { timed } from './timed-command';

/** A command of Node's, or of another program, as one that runs in turns. */
export const ofCommand = (
  figure: string,
  command: {
    readonly role: Role;
    readonly name: string;
    /** In which it runs. */
    readonly folder: string;
    readonly program?: string;
    readonly args: readonly string[];
    readonly variables?: Readonly<Record<string, string>>;
  },
): Contestant => ({
  name: command.name,
  role: command.role,
  run: async () => ({ [figure]: await timed({ program: process.execPath, ...command }, command.folder) }),
});
