import { GetExecutionHistoryCommand, type HistoryEvent, type SFNClient } from '@aws-sdk/client-sfn';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, type Execution, isRunning } from './execution';
import { type Visit, visitsOf } from './visits';

/** An execution and the states that it went through so far. */
export interface Seen {
  readonly execution: Execution;
  readonly visits: readonly Visit[];
}

/** Milliseconds between two looks: soon at first and after news, for the first states take a second; then seldom. */
const SOONEST = 250;
const LATEST = 2_000;
/** What Step Functions tells may lag behind what it did: looks that a new execution, or the end of one, is waited for. */
const PATIENCE = 8;

/**
 * Follows an execution to its end.
 * @param tell hears what is seen at each look
 * @param signal ends the following, not the execution; what was seen last is returned
 */
export async function follow(
  states: SFNClient,
  executionArn: string,
  tell: (seen: Seen) => void,
  signal: AbortSignal,
): Promise<Seen> {
  const history = new GrowingHistory(states, executionArn);
  let pause = SOONEST;
  let patience = PATIENCE;
  for (;;) {
    const seen = await lookAt(states, executionArn, history).catch((error: unknown) => {
      // Started a moment ago.
      const isNew = error instanceof Error && error.name === 'ExecutionDoesNotExist' && history.events.length === 0;
      if (!isNew || signal.aborted || --patience < 0) throw error;
      return undefined;
    });
    if (seen) {
      const over = !isRunning(seen.execution);
      const isBehind = over && !history.ended && !signal.aborted && --patience >= 0;
      if (!isBehind) tell(seen);
      if (!isBehind && (over || signal.aborted)) return seen;
    }
    pause = seen?.news ? SOONEST : Math.min(LATEST, pause * 1.5);
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
}

async function lookAt(states: SFNClient, executionArn: string, history: GrowingHistory) {
  // Asked before the history is read: an execution that was over then has told all.
  const execution = await describe(states, executionArn);
  const news = await history.grow();
  return { execution, visits: visitsOf(history.events), news };
}

/** An execution as it stands now. */
export const look = (states: SFNClient, executionArn: string): Promise<Seen> =>
  follow(states, executionArn, () => undefined, AbortSignal.abort());

/** A history that is read on from where the last reading ended: its last page again, and what came after. */
class GrowingHistory {
  readonly events: HistoryEvent[] = [];
  #lastPage: string | undefined;

  constructor(
    private readonly states: SFNClient,
    private readonly executionArn: string,
  ) {}

  get ended(): boolean {
    return /^Execution(Succeeded|Failed|TimedOut|Aborted)$/.test(this.events.at(-1)?.type ?? '');
  }

  /** Whether there was anything new. */
  async grow(): Promise<boolean> {
    const known = this.events.length;
    for (;;) {
      const token = this.#lastPage;
      const { events = [], nextToken } = await this.states.send(
        new GetExecutionHistoryCommand({
          executionArn: this.executionArn,
          maxResults: 1000,
          ...(token === undefined ? {} : { nextToken: token }),
        }),
      );
      const told = this.events.at(-1)?.id ?? 0;
      this.events.push(...events.filter(({ id = 0 }) => id > told));
      if (nextToken === undefined) return this.events.length > known;
      this.#lastPage = nextToken;
    }
  }
}
