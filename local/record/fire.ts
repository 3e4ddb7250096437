import { type Account } from '../aws/account';

/**
 * Lets a rule fire by its own schedule, alone. @param machineArn whose execution it starts
 * @throws Error where none ends as it should
 */
export async function fire(
  { clock, events, stepFunctions }: Account,
  rule: string,
  machineArn?: string,
): Promise<void> {
  events.enable(rule);
  const next = events.nextFirings()[rule];
  if (next) await clock.advanceTo(next);
  await stepFunctions.idle();
  events.disable(rule);
  if (machineArn === undefined) return;
  const made = stepFunctions.executions().findLast(({ machine }) => machine.arn === machineArn);
  if (made?.status === 'SUCCEEDED') return;
  throw new Error(`${rule} did not get to its end: ${made?.error ?? 'no execution'}. ${made?.cause ?? ''}`);
}
