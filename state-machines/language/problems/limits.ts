type Fields = Readonly<Record<string, unknown>>;
type Limit = (value: unknown) => string | undefined;

const whole =
  (least: number, most: number): Limit =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? undefined
      : `a whole number from ${least} to ${most}`;
const number =
  (least: number, most: number): Limit =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most
      ? undefined
      : `a number from ${least}${most === Infinity ? '' : ` to ${most}`}`;

const longest = 99_999_999;

/**
 * What CreateStateMachine takes of each number and label.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html (seconds),
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html (retriers),
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html (Maps)
 */
const ofState: Readonly<Record<string, Limit>> = {
  seconds: whole(0, longest),
  timeoutSeconds: whole(1, longest),
  heartbeatSeconds: whole(1, longest),
  maxConcurrency: whole(0, longest),
  toleratedFailureCount: whole(0, longest),
  toleratedFailurePercentage: number(0, 100),
  timestamp: (value) => (isTimestamp(value) ? undefined : 'a time with T and a zone, as 2026-11-01T08:00:00Z'),
  label: (value) =>
    typeof value === 'string' && /^[^\s?*<>{}[\]"#%\\^|~`$&,;:/\u0000-\u001F\u007F-\u009F]{1,40}$/.test(value)
      ? undefined
      : 'of 1 to 40 characters, none of them a space, a bracket or one of ?*"#%\\^|~`$&,;:/',
};
const ofRetrier: Readonly<Record<string, Limit>> = {
  intervalSeconds: whole(1, longest),
  maxAttempts: whole(0, longest),
  backoffRate: number(1, Infinity),
  maxDelaySeconds: whole(1, 31_622_399),
  jitterStrategy: (value) => (value === 'FULL' || value === 'NONE' ? undefined : 'FULL or NONE'),
};
const ofBatcher: Readonly<Record<string, Limit>> = {
  maxItemsPerBatch: whole(1, longest),
  maxInputBytesPerBatch: whole(1, 262_144),
};
const ofReader: Readonly<Record<string, Limit>> = { maxItems: whole(1, longest) };

/** Of a state's own numbers, its retriers', its reader's and its batcher's. */
export function limitProblems(state: Fields): string[] {
  return [
    ...within(state, ofState, ''),
    ...within(state['itemReader'], ofReader, 'itemReader: '),
    ...within(state['itemBatcher'], ofBatcher, 'itemBatcher: '),
    ...(Array.isArray(state['retry']) ? state['retry'].flatMap(retrierProblems) : []),
  ];
}

/** The whole machine's limit. */
export const machineLimitProblems = (machine: Fields): string[] =>
  within({ timeoutSeconds: machine['timeoutSeconds'] }, ofState, '');

function retrierProblems(retrier: unknown): string[] {
  const problems = within(retrier, ofRetrier, 'retry: ');
  const { intervalSeconds = 1, maxDelaySeconds } = (retrier ?? {}) as {
    intervalSeconds?: number;
    maxDelaySeconds?: number;
  };
  if (maxDelaySeconds !== undefined && maxDelaySeconds <= intervalSeconds) {
    problems.push(`retry: maxDelaySeconds ${maxDelaySeconds} must be above intervalSeconds ${intervalSeconds}`);
  }
  return problems;
}

function within(fields: unknown, limits: Readonly<Record<string, Limit>>, where: string): string[] {
  if (typeof fields !== 'object' || fields === null) return [];
  return Object.entries(limits).flatMap(([field, limit]) => {
    const value = (fields as Fields)[field];
    const needed = value === undefined ? undefined : limit(value);
    return needed === undefined ? [] : [`${where}${field} ${told(value)} must be ${needed}`];
  });
}

const told = (value: unknown): string => (typeof value === 'number' ? String(value) : JSON.stringify(value));

/** With a zone, and of a day that there is: Step Functions takes no other. */
function isTimestamp(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(value)) {
    return false;
  }
  const day = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  const isDay = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value.slice(0, 10));
  return isDay && !Number.isNaN(Date.parse(value)) && Number(value.slice(11, 13)) < 24;
}
