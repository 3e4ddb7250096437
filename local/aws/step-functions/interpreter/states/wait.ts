import { runtimeFailure } from '../failure';
import { jsonPath } from '../query/language';
import { find } from '../query/find';
import { parsePath } from '../query/path';
import { timestampOf } from '../time/timestamp';
import { type Visit, type Work } from '../visit';

/** 2^31 - 1 s, 24,855 days: recorded, test_base_scenarios.py test_timestamp_too_far_in_future_boundary. */
const longest = 2_147_483_647_000;

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html */
export async function wait(visit: Visit): Promise<Work> {
  const { strand, name, state, data } = visit;
  const result = jsonPath.input(state, data);
  const milliseconds = lengthOf(visit, result);
  if (milliseconds > longest) throw runtimeFailure('Wait state delay is too long.');
  strand.run.tell({ state: name, type: 'Wait', what: 'waiting', seconds: milliseconds / 1000 });
  await strand.sleep(milliseconds, `Wait state ${name}`);
  return { result };
}

function lengthOf({ strand, state, data }: Visit, input: unknown): number {
  const { Seconds, SecondsPath, Timestamp, TimestampPath } = state;
  if (typeof Seconds === 'number') return Seconds * 1000;
  const read = (path: string, field: string): unknown => {
    const found = find(parsePath(path), { ...data, input });
    if ('value' in found) return found.value;
    throw runtimeFailure(`The ${field} parameter does not reference an input value: ${path}`);
  };
  const now = strand.run.pace.clock.now().getTime();
  const until = (text: unknown): number | undefined => {
    const at = timestampOf(text);
    return at === undefined ? undefined : Math.max(0, at - now);
  };
  if (typeof SecondsPath === 'string') return secondsOf(read(SecondsPath, 'SecondsPath'), SecondsPath) * 1000;
  if (typeof TimestampPath === 'string') {
    const text = read(TimestampPath, 'TimestampPath');
    const left = until(text);
    if (left !== undefined) return left;
    const shown = typeof text === 'string' ? text : JSON.stringify(text);
    throw runtimeFailure(
      'The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ' +
        `${TimestampPath} == ${shown}`,
    );
  }
  const left = until(Timestamp);
  if (left !== undefined) return left;
  throw runtimeFailure(
    `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${String(Timestamp)}`,
  );
}

/** Words recorded: test_wait.py test_base_wait_seconds_path. */
function secondsOf(seconds: unknown, path: string): number {
  if (typeof seconds !== 'number' || !Number.isInteger(seconds)) {
    throw runtimeFailure(
      `The SecondsPath parameter cannot be parsed as a long value: ${path} == ${JSON.stringify(seconds)}`,
    );
  }
  if (seconds >= 0) return seconds;
  throw runtimeFailure(`The SecondsPath parameter references a negative value: ${path} == ${seconds}`);
}
