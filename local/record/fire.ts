import { type Account } from '../aws/account';
import { type Firing, firesBy } from '../start/running/fires';

/**
 * Lets a schedule fire by its own cron, alone. @param machineArn whose execution it starts
 * @throws Error where none ends as it should
 */
export async function fire(account: Account, schedule: Firing, machineArn?: string): Promise<void> {
  const { clock, stepFunctions } = account;
  const fires = firesBy(account, schedule);
  fires.enable();
  const next = fires.next();
  if (next) await clock.advanceTo(next);
  await stepFunctions.idle();
  fires.disable();
  if (machineArn === undefined) return;
  const made = stepFunctions.executions().findLast(({ machine }) => machine.arn === machineArn);
  if (made?.status === 'SUCCEEDED') return;
  throw new Error(`${schedule.name} did not get to its end: ${made?.error ?? 'no execution'}. ${made?.cause ?? ''}`);
}
