import { refusal, runtimeFailure } from '../failure';
import { objects, type State } from '../machine';
import { holds } from '../states/choice-rule';
import { timestampOf } from '../time/timestamp';
import { type Data, find } from './find';
import { type Leaving, type QueryLanguage } from './language';
import { parsePath } from './path';
import { roleArnOf } from './role-arn';
import { placeResult } from './result-path';
import { evaluate, fill, follow } from './template';

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html */
export const jsonPath: QueryLanguage = {
  name: 'JSONPath',
  input: ({ InputPath }, data) => atPath(InputPath, data),
  arguments: filled,
  // A null is no result: recorded, radkawar/stackd at 9dc356f, testdata/aws/stepfunctions/dataflow_execution.json.
  passed: (state, data) => state['Result'] ?? filled(state, data),
  timeout: (state, data) => limitOf('TimeoutSeconds', state, data),
  heartbeat: (state, data) => limitOf('HeartbeatSeconds', state, data),
  credentials: ({ Credentials }, data) => (Credentials === undefined ? undefined : roleArnOf(fill(Credentials, data))),
  wait: lengthOf,
  items(state, data) {
    const path = state['ItemsPath'] as string | undefined;
    const value = atPath(path, withInput(state, data));
    if (Array.isArray(value)) return value;
    throw runtimeFailure(`Reference path "${path ?? '$'}" must point to array.`);
  },
  item(state, data, item) {
    const selector = state['ItemSelector'] ?? state.Parameters;
    return selector === undefined ? item : fill(selector, withInput(state, data));
  },
  concurrency,
  failure(state, data) {
    const said = (field: 'Error' | 'Cause'): string | undefined => {
      const path = state[`${field}Path`];
      if (typeof path !== 'string') return state[field] as string | undefined;
      const value = evaluate(path, `${field}Path`, data);
      if (typeof value === 'string') return value;
      throw runtimeFailure(
        `The ${field}Path field references a value that is no text: ${path} == ${JSON.stringify(value)}`,
      );
    };
    return { error: said('Error'), cause: said('Cause') };
  },
  choose(state, data) {
    const within = withInput(state, data);
    const at = objects(state['Choices']).findIndex((one) => holds(one, within));
    const rule = objects(state['Choices'])[at];
    if (rule) return { next: rule['Next'], by: rule, where: `Choices[${at}]/` };
    return { next: state['Default'], by: state, where: '' };
  },
  leave(state, data, result, chosen): Leaving {
    const { ResultSelector, ResultPath, OutputPath } = state;
    // Before the ResultSelector: https://states-language.net/spec.html#using-assign-1
    const assign = variables(chosen?.by['Assign'] ?? (chosen ? undefined : state.Assign), { ...data, input: result });
    const selected = ResultSelector === undefined ? result : fill(ResultSelector, { ...data, input: result });
    const output = atPath(OutputPath, { ...data, input: placeResult(data.input, ResultPath, selected) });
    return { output, assign };
  },
  caught({ Assign, ResultPath }, _where, data, error): Leaving {
    const assign = variables(Assign, { ...data, input: error });
    return { output: placeResult(data.input, ResultPath, error), assign };
  },
};

/** `null` hands on an empty object. */
export function atPath(path: string | null | undefined, data: Data): unknown {
  if (path === undefined || path === '$') return data.input;
  return path === null ? {} : follow(path, data);
}

const withInput = (state: State, data: Data): Data => ({ ...data, input: atPath(state.InputPath, data) });

function filled(state: State, data: Data): unknown {
  const within = withInput(state, data);
  return state.Parameters === undefined ? within.input : fill(state.Parameters, within);
}

const variables = (assign: unknown, data: Data): Leaving['assign'] =>
  assign === undefined ? {} : (fill(assign, data) as Leaving['assign']);

/** Read from the state's own input: recorded, test_timeouts.py test_fixed_timeout_service_lambda_with_path. */
function limitOf(field: string, state: State, data: Data): number | undefined {
  const path = state[`${field}Path`];
  if (typeof path !== 'string') return state[field] as number | undefined;
  const seconds = follow(path, data);
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds > 0) return seconds;
  throw runtimeFailure(`The ${field}Path parameter needs a positive integer: ${path} == ${JSON.stringify(seconds)}`);
}

/** A text of a whole number will do. */
const readNumber = (said: unknown): unknown =>
  typeof said === 'string' && /^(?:0|[1-9]\d{0,8})$/.test(said) ? Number(said) : said;

/** Words recorded: test_base_scenarios.py test_max_concurrency_path. */
function concurrency(state: State, data: Data): number {
  const path = state['MaxConcurrencyPath'];
  if (typeof path !== 'string') return Number(state['MaxConcurrency'] ?? 0);
  const said = follow(path, withInput(state, data));
  // Recorded: test_assign_reference_variables.py test_reference_in_map_state.
  const value = readNumber(said);
  if (typeof value === 'number' && Number.isInteger(value)) {
    if (value >= 0) return value;
    throw refusal(`a negative MaxConcurrencyPath: ${path} == ${value}`);
  }
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  throw runtimeFailure(`The MaxConcurrencyPath field refers to value "${shown}" which is not a valid integer: ${path}`);
}

function lengthOf(state: State, data: Data, now: number): number {
  const { Seconds, SecondsPath, Timestamp, TimestampPath } = state;
  if (typeof Seconds === 'number') return Seconds * 1000;
  const within = withInput(state, data);
  const read = (path: string, field: string): unknown => {
    const found = find(parsePath(path), within);
    if ('value' in found) return found.value;
    throw runtimeFailure(`The ${field} parameter does not reference an input value: ${path}`);
  };
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
  throw runtimeFailure(notATimestamp(Timestamp));
}

export const notATimestamp = (text: unknown): string =>
  `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${String(text)}`;

/**
 * Words recorded: test_wait.py test_base_wait_seconds_path; of a text, radkawar/stackd at 9dc356f,
 * testdata/aws/stepfunctions/dataflow_execution.json.
 */
function secondsOf(said: unknown, path: string): number {
  const seconds = readNumber(said);
  if (typeof seconds !== 'number' || !Number.isInteger(seconds)) {
    throw runtimeFailure(
      `The SecondsPath parameter cannot be parsed as a long value: ${path} == ${JSON.stringify(seconds)}`,
    );
  }
  if (seconds >= 0) return seconds;
  throw runtimeFailure(`The SecondsPath parameter references a negative value: ${path} == ${seconds}`);
}
