import { type Need } from '../../policies/needs/need';
import { UserError } from '../../scripts/user-error';
import { readStack } from '../../terraform/read-stack';
import { AccessDenied } from '../aws/shared/access-control';
import { type Account, standUp } from '../aws/account';
import { type Answering } from '../aws/elsewhere/answering';
import { clientsOf } from '../aws/clients';
import { SimulatedClock } from '../aws/shared/clock';
import { explainRefusals } from '../start/telling/refusals';
import { takeEveryPath } from './every-path';
import { NeedsRecorder } from './needs-recorder';

/** The moments are fixed: two recordings are the same. */
const start = new Date('2026-10-05T08:00:00Z');

/**
 * What a stack's principals need, from a run that takes every path which needs a right of its own: also those that a
 * good month doesn't take.
 * @param folder of the run
 * @throws UserError when something was refused, with the reason: what would have come after it is not known
 */
export async function recordNeeds(stackFolder: string, folder: string, answering: Answering = {}): Promise<Need[]> {
  const recorder = new NeedsRecorder();
  const stack = readStack(stackFolder);
  let account: Account | undefined;
  try {
    account = await standUp(stack, { clock: new SimulatedClock(start), folder, ...answering, record: recorder.record });
    const clients = clientsOf(account);
    try {
      await takeEveryPath(account, clients);
    } finally {
      clients.close();
    }
  } catch (error) {
    if (error instanceof AccessDenied) throw refused(stack.name, explainRefusals([error.refusal]));
    // What was refused explains what came of it.
    if (!account || refusedIn(account) === '') throw error;
  } finally {
    await account?.close();
  }
  const why = account ? refusedIn(account) : '';
  if (why !== '') throw refused(stack.name, why);
  return recorder.needs();
}

const refusedIn = ({ accessControl, elsewhere }: Account): string =>
  [explainRefusals(accessControl.refusals), ...elsewhere.refused].filter((one) => one !== '').join('\n');

const refused = (environment: string, why: string): UserError =>
  new UserError(
    `The needs of ${environment} can't be recorded: something was refused, and what would follow isn't known.\n${why}`,
  );
