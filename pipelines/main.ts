import { UserError } from '../scripts/user-error';

/** What a workflow calls: `npm run -s pipeline -- COMMAND [options]`. Gives the exit code. */
type Command = (args: readonly string[]) => Promise<number>;

/** One file a command, loaded when it is called. */
export const COMMANDS: Readonly<Record<string, () => Promise<{ main: Command }>>> = {
  'fetch-plan': () => import('./saved-plan/fetch'),
  'save-plan': () => import('./saved-plan/save'),
  apply: () => import('./apply/main'),
  comment: () => import('./github/comment'),
  conclude: () => import('./conclude'),
  drift: () => import('./github/drift'),
  environments: () => import('./environments'),
  gate: () => import('./github/gate'),
  'hold-plan': () => import('./plan/hold'),
  labels: () => import('./github/labels'),
  order: () => import('./github/order'),
  plan: () => import('./plan/main'),
  report: () => import('./report/deployed'),
  settings: () => import('./settings'),
  standing: () => import('./github/standing'),
  summary: () => import('./summary/main'),
  tell: () => import('./tell/main'),
  tool: () => import('./tool'),
  verify: () => import('./verify'),
  'verify-attestations': () => import('./attestation/verify'),
};

export async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    throw new UserError(
      `There is no command ${JSON.stringify(name)}: give one of ${Object.keys(COMMANDS).join(', ')}.`,
    );
  }
  const command = await load();
  return command.main(args);
}
