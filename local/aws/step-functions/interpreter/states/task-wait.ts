import { refusal, type StateFailure, TimedOut } from '../failure';
import { type OpenToken, type Strand } from '../strand';
import { type TaskLimits } from '../time/task-limits';
import { type Pattern } from './task-pattern';

/** A task whose service was called, and answered. */
export interface Waiting {
  /** The state's. */
  readonly name: string;
  readonly pattern: Pattern;
  readonly resource: string;
  /** Of the role as which it runs; undefined for the machine's own. */
  readonly roleArn: string | undefined;
  readonly submitted: unknown;
  readonly token: OpenToken;
  readonly limits: TaskLimits;
}

/**
 * What a task that waits gives in the end: of `.sync` what it started, unless somebody hands back the token before
 * (recorded: test_callback.py test_sync_with_task_token).
 * @throws StateFailure
 */
export async function waitFor(strand: Strand, waiting: Waiting): Promise<unknown> {
  const { name, pattern, token, limits } = waiting;
  token.onBeat(() => limits.beat());
  const stop = limits.passTo(strand.run.deadline, `task of ${name}`);
  try {
    return await (pattern === 'waitForTaskToken' ? forToken : forJob)(strand, waiting);
  } finally {
    stop();
  }
}

function forToken(strand: Strand, { name, token, limits }: Waiting): Promise<unknown> {
  let giveUp: (why: StateFailure) => void = () => undefined;
  const nobody = new Promise<never>((_, reject) => (giveUp = reject));
  return strand.run.pace.outside(
    () => strand.until(Promise.race([token.answer, nobody, limits.over])),
    () => giveUp(endless(name)),
  );
}

/**
 * The end of its limits stops what it started, as that of the execution does: measured, floci-io/floci,
 * AslExecutorNestedSyncTimeoutTest.java.
 */
async function forJob(strand: Strand, { resource, roleArn, submitted, token, limits }: Waiting): Promise<unknown> {
  const { pace } = strand.run;
  const job = strand.run.follow(resource, submitted, roleArn);
  const cancel = (): void => {
    pace.begin();
    void job.cancel().finally(() => pace.end());
  };
  const over = job.ended.then(() => job);
  try {
    const answer = await pace.outside(
      () => strand.until(Promise.race([over, token.answer, limits.over]), cancel),
      // What it started hears of it.
      () => undefined,
    );
    // To ask for the result takes no time.
    return answer === job ? await strand.until(job.result()) : answer;
  } catch (error) {
    if (error instanceof TimedOut) cancel();
    throw error;
  }
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#wait-token-hearbeat */
const endless = (name: string): StateFailure =>
  refusal(
    `state ${name} waits for its token, has neither TimeoutSeconds nor HeartbeatSeconds, and nothing here hands the token back: ` +
      'on AWS it waits for up to a year',
  );
