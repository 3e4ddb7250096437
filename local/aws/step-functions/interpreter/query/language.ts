import { type State } from '../machine';
import { type Data } from './find';
import { placeResult } from './result-path';
import { fill, follow } from './template';

/** How a state's fields read and shape data: what differs between the query languages of states. */
export interface QueryLanguage {
  /** The state's data as its work gets it. */
  input(state: State, data: Data): unknown;
  /** What a Task, Parallel or Map hands to its work. */
  arguments(state: State, data: Data): unknown;
  /** What the next state gets, of the state's input and the result of its work. */
  output(state: State, data: Data, result: unknown): unknown;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html */
export const jsonPath: QueryLanguage = {
  input: ({ InputPath }, data) => atPath(InputPath, data),
  arguments: ({ Parameters }, data) => (Parameters === undefined ? data.input : fill(Parameters, data)),
  output({ ResultSelector, ResultPath, OutputPath }, data, result) {
    const selected = ResultSelector === undefined ? result : fill(ResultSelector, { ...data, input: result });
    return atPath(OutputPath, { ...data, input: placeResult(data.input, ResultPath, selected) });
  },
};

/** `null` hands on an empty object. */
export function atPath(path: string | null | undefined, data: Data): unknown {
  if (path === undefined || path === '$') return data.input;
  return path === null ? {} : follow(path, data);
}
