import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { duration } from '../../../scripts/text/words';

/** How an execution went. */
export interface Followed {
  readonly name: string;
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
  /** JSON */
  readonly input: string;
  /** Milliseconds on the account's clock, waits included. */
  readonly simulated: number;
  /** Milliseconds here. */
  readonly real: number;
  readonly stateTransitions: number;
  /** The Athena query that it started, when it did. */
  readonly output?: string;
}

export type Tell = (text: string, kind?: 'plain' | 'simulated' | 'failure') => void;

const pollInterval = 20;

/** Follows an execution to its end, as a person would: by its history. Tells each state as it is left. */
export async function follow(client: SFNClient, executionArn: string, tell: Tell): Promise<Followed> {
  const start = performance.now();
  const teller = new Teller(tell);
  let told = 0;
  for (;;) {
    // Asked before the history is read: an execution that was over then has told all.
    const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
    const history = await historyOf(client, executionArn);
    for (const event of history.slice(told)) teller.hear(event);
    told = history.length;
    if (execution.status !== 'RUNNING') return conclude(execution, history, performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, pollInterval));
  }
}

async function historyOf(client: SFNClient, executionArn: string): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1000, ...(nextToken ? { nextToken } : {}) }),
    );
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return events;
}

/** Tells an execution's events to a person. */
class Teller {
  #entered: Date | undefined;
  #failed = false;

  constructor(private readonly tell: Tell) {}

  hear(event: HistoryEvent): void {
    const failure = failureOf(event);
    if (failure !== undefined) {
      this.#failed = true;
      this.tell(`    ! ${failure}`, 'failure');
    }
    // A retry that succeeded.
    if (event.type === 'LambdaFunctionSucceeded') this.#failed = false;
    if (event.stateEnteredEventDetails) this.#enter(event);
    if (event.stateExitedEventDetails) this.#leave(event);
  }

  #enter({ type, timestamp, stateEnteredEventDetails }: HistoryEvent): void {
    this.#entered = timestamp;
    this.#failed = false;
    // The last state is not left, or leaving it is no news.
    if (type === 'FailStateEntered') this.tell(`    ${stateEnteredEventDetails?.name}`, 'failure');
    if (type === 'SucceedStateEntered') this.tell(`    ${stateEnteredEventDetails?.name}`);
  }

  #leave({ type, timestamp, stateExitedEventDetails }: HistoryEvent): void {
    const { name, output } = stateExitedEventDetails ?? {};
    if (type === 'SucceedStateExited') return;
    if (type === 'WaitStateExited') {
      const waited = (timestamp?.getTime() ?? 0) - (this.#entered?.getTime() ?? 0);
      this.tell(`    ${name}: ${duration(waited)} simulated, no time here`, 'simulated');
    } else if (this.#failed) {
      this.tell(`    ${name}: its error is caught`, 'failure');
    } else {
      this.tell(`    ${name}${type === 'TaskStateExited' ? queryState(output) : ''}`);
    }
  }
}

/** What a query's state is, after the task that asked for it. */
function queryState(output: string | undefined): string {
  try {
    const { state } = JSON.parse(output ?? '{}') as { state?: unknown };
    return typeof state === 'string' ? `: ${state}` : '';
  } catch {
    return '';
  }
}

function failureOf(event: HistoryEvent): string | undefined {
  const details =
    event.lambdaFunctionFailedEventDetails ??
    event.lambdaFunctionScheduleFailedEventDetails ??
    event.lambdaFunctionTimedOutEventDetails ??
    event.taskFailedEventDetails;
  if (!details) return undefined;
  return `${details.error ?? 'failed'}: ${reasonIn(details.cause)}`;
}

/** A Lambda function's error is JSON; a person needs its message. */
export function reasonIn(cause: string | undefined): string {
  if (cause === undefined) return 'no cause was given';
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : cause;
  } catch {
    return cause;
  }
}

function conclude(execution: DescribeExecutionCommandOutput, history: readonly HistoryEvent[], real: number): Followed {
  const { name = '', status = '', input = '', startDate, stopDate, error, cause, output } = execution;
  return {
    name,
    status,
    input,
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    ...(output === undefined ? {} : { output }),
    simulated: (stopDate?.getTime() ?? 0) - (startDate?.getTime() ?? 0),
    real,
    stateTransitions: history.filter(({ stateEnteredEventDetails }) => stateEnteredEventDetails).length,
  };
}
