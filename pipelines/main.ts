import { UserError } from '../scripts/user-error';

/** What a workflow calls: `npm run -s pipeline -- COMMAND [options]`. Gives the exit code. */
type Command = (args: readonly string[]) => Promise<number>;

/** One file a command, loaded when it is called. */
export const COMMANDS: Readonly<Record<string, () => Promise<{ main: Command }>>> = {
  'fetch-plan': () => import('./deploy/saved-plan/fetch'),
  'save-plan': () => import('./deploy/saved-plan/save'),
  apply: () => import('./deploy/apply/main'),
  comment: () => import('./github/comment'),
  conclude: () => import('./pull-request/conclude'),
  drift: () => import('./github/drift'),
  environments: () => import('./deploy/environments'),
  gate: () => import('./github/gate'),
  'hold-plan': () => import('./deploy/plan/hold'),
  labels: () => import('./github/labels'),
  order: () => import('./github/order'),
  plan: () => import('./deploy/plan/main'),
  report: () => import('./report/deployed'),
  settings: () => import('./deploy/settings'),
  standing: () => import('./github/standing'),
  summary: () => import('./pull-request/summary/main'),
  tell: () => import('./deploy/tell/main'),
  tool: () => import('./deploy/tool'),
  verify: () => import('./deploy/verify'),
  'verify-attestations': () => import('./deploy/attestation/verify'),
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
