import { type AslObject } from './unsupported';

/** A day short of what setTimeout can count: for what AWS gives no limit, and our own clock limits. */
const noTimeout = 2_000_000;

/** How the machine's waits reach us: as parameters of a Task that stands in for the Wait. */
export interface WaitParameters {
  readonly input: unknown;
  readonly seconds?: unknown;
  readonly timestamp?: unknown;
}

/**
 * The definition as the interpreter must have it to do what Step Functions does:
 * - a Wait becomes a Task, so that the account's clock passes the time, and not a timer;
 * - the machine's own timeout is taken out: it runs on the account's clock too;
 * - a Task without a timeout gets none, instead of the interpreter's 60 s;
 * - `$$.Execution` is read from where the interpreter does not overwrite it with the real time, or a Map item's input;
 * - `ResultPath: "$"`, which it takes for a field called `$`, is left out: it is the default;
 * - a Pass whose `Result` is 0, false, "" or null, which it overlooks, hands it on as `Parameters`;
 * - `IsPresent: false` and its like, which never hold there, become a `Not`;
 * - `?` in a `StringMatches`, which it takes for any character, is escaped.
 */
export function adapt(machine: AslObject): AslObject {
  const { TimeoutSeconds: _timeout, ...rest } = machine;
  const states = Object.entries((machine['States'] ?? {}) as Record<string, AslObject>);
  return { ...rest, States: Object.fromEntries(states.map(([name, state]) => [name, adaptState(state)])) };
}

function adaptState(original: AslObject): AslObject {
  const state = rewriteContext(original) as Record<string, unknown>;
  if (state['ResultPath'] === '$') delete state['ResultPath'];
  if (Array.isArray(state['Catch'])) {
    state['Catch'] = (state['Catch'] as AslObject[]).map(({ ResultPath, ...catcher }) =>
      ResultPath === undefined || ResultPath === '$' ? catcher : { ...catcher, ResultPath },
    );
  }
  switch (state['Type']) {
    case 'Task':
      if (state['TimeoutSeconds'] === undefined && state['TimeoutSecondsPath'] === undefined) {
        state['TimeoutSeconds'] = noTimeout;
      }
      return state;
    case 'Wait': {
      const { Seconds, SecondsPath, Timestamp, TimestampPath, ...wait } = state;
      return {
        ...wait,
        Type: 'Task',
        Resource: 'wait',
        TimeoutSeconds: noTimeout,
        Parameters: {
          'input.$': '$',
          ...(Seconds === undefined ? {} : { seconds: Seconds }),
          ...(SecondsPath === undefined ? {} : { 'seconds.$': SecondsPath }),
          ...(Timestamp === undefined ? {} : { timestamp: Timestamp }),
          ...(TimestampPath === undefined ? {} : { 'timestamp.$': TimestampPath }),
        },
      };
    }
    case 'Pass': {
      const { Result, ...pass } = state;
      return Result === undefined || Result ? state : { ...pass, Parameters: Result };
    }
    case 'Choice':
      state['Choices'] = (state['Choices'] as AslObject[]).map(adaptRule);
      return state;
    case 'Parallel':
      state['Branches'] = (state['Branches'] as AslObject[]).map(adapt);
      return state;
    case 'Map':
      for (const field of ['ItemProcessor', 'Iterator']) {
        if (state[field] !== undefined) state[field] = adapt(state[field] as AslObject);
      }
      return state;
    default:
      return state;
  }
}

function adaptRule({ Next, ...condition }: AslObject): AslObject {
  return { ...adaptCondition(condition), ...(Next === undefined ? {} : { Next }) };
}

function adaptCondition(condition: AslObject): AslObject {
  for (const list of ['And', 'Or']) {
    if (Array.isArray(condition[list])) return { [list]: (condition[list] as AslObject[]).map(adaptCondition) };
  }
  if (condition['Not'] !== undefined) return { Not: adaptCondition(condition['Not'] as AslObject) };
  const test = Object.keys(condition).find((field) => /^Is[A-Z]/.test(field));
  if (test !== undefined && condition[test] === false) return { Not: { ...condition, [test]: true } };
  const pattern = condition['StringMatches'];
  return typeof pattern === 'string' ? { ...condition, StringMatches: pattern.replaceAll('?', '\\?') } : condition;
}

/** The key of the context object that `$$.Execution` is read from. */
export const executionKey = 'OwnExecution';

/** Only paths and templates are evaluated: other text may say `$$` and mean it. */
function rewriteContext(value: unknown, field = ''): unknown {
  if (typeof value === 'string') {
    const isEvaluated = field.endsWith('.$') || field.endsWith('Path') || field === 'Variable';
    return isEvaluated ? value.replaceAll(/\$\$\.Execution\b/g, `$$$$.${executionKey}`) : value;
  }
  if (Array.isArray(value)) return value.map((item) => rewriteContext(item, field));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, rewriteContext(item, name)]));
}
