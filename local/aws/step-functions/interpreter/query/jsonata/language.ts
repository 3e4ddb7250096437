import { evaluationFailure, refusal, StateFailure } from '../../failure';
import { type AslObject, objects } from '../../machine';
import { timestampOf } from '../../time/timestamp';
import { type Data } from '../find';
import { notATimestamp } from '../json-path';
import { type Leaving, type QueryLanguage } from '../language';
import { roleArnOf } from '../role-arn';
import { queryFailure, type States, statesOf } from './evaluate';
import { fill, fillAs } from './fill';

/** https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
export const jsonata: QueryLanguage = {
  name: 'JSONata',
  input: (_, { input }) => input,
  arguments: (state, data) =>
    'Arguments' in state ? fill(state['Arguments'], 'Arguments', data, statesOf(data)) : data.input,
  passed: (_, { input }) => input,
  timeout: (state, data) => limitOf('TimeoutSeconds', state, data),
  heartbeat: (state, data) => limitOf('HeartbeatSeconds', state, data),
  async credentials(state, data) {
    if (state['Credentials'] === undefined) return undefined;
    try {
      return roleArnOf(await fill(state['Credentials'], 'Credentials', data, statesOf(data)));
    } catch (error) {
      // Which events tell of it is not recorded.
      throw error instanceof StateFailure && error.evaluation ? refusal(`Credentials: ${error.reason ?? ''}`) : error;
    }
  },
  async wait(state, data, now) {
    if (state['Seconds'] !== undefined) return (await wholeOf(state['Seconds'], 'Seconds', 0, data)) * 1000;
    const text = await fillAs('string', state['Timestamp'], 'Timestamp', data, statesOf(data));
    const at = timestampOf(text);
    if (at !== undefined) return Math.max(0, at - now);
    throw evaluationFailure('States.QueryEvaluationError', notATimestamp(text), { location: 'Timestamp' });
  },
  async items(state, data) {
    if (state['Items'] !== undefined) return fillAs('array', state['Items'], 'Items', data, statesOf(data));
    if (Array.isArray(data.input)) return data.input;
    throw queryFailure(`Map state input must be an array but was: ${JSON.stringify(data.input)}`);
  },
  async item(state, data, item) {
    if (state['ItemSelector'] === undefined) return item;
    try {
      return await fill(state['ItemSelector'], 'ItemSelector', data, statesOf(data));
    } catch (error) {
      // Which events tell of it is not recorded.
      throw error instanceof StateFailure && error.evaluation ? refusal(`an iteration: ${error.reason ?? ''}`) : error;
    }
  },
  async concurrency(state, data) {
    return wholeOf(state['MaxConcurrency'] ?? 0, 'MaxConcurrency', 0, data);
  },
  async failure(state, data) {
    const said = async (field: 'Error' | 'Cause'): Promise<string | undefined> =>
      state[field] === undefined ? undefined : fillAs('string', state[field], field, data, statesOf(data));
    return { error: await said('Error'), cause: await said('Cause') };
  },
  async choose(state, data) {
    for (const [at, rule] of objects(state['Choices']).entries()) {
      const where = `Choices[${at}]/`;
      const holds = await fillAs('boolean', rule['Condition'], `${where}Condition`, data, statesOf(data));
      if (holds) return { next: rule['Next'], by: rule, where };
    }
    return { next: state['Default'], by: state, where: '' };
  },
  leave(state, data, result, chosen) {
    const states = statesOf(data, ['Task', 'Map', 'Parallel'].includes(state.Type) ? { result } : {});
    return leaving(chosen?.by ?? state, chosen?.where ?? '', data, states, result);
  },
  caught: (catcher, where, data, error) =>
    leaving(catcher as unknown as AslObject, where, data, statesOf(data, { errorOutput: error }), error),
};

/** Both are of the variables as they were. */
async function leaving(by: AslObject, where: string, data: Data, states: States, otherwise: unknown): Promise<Leaving> {
  const assign = await fill(by['Assign'] ?? {}, `${where}Assign`, data, states);
  const output = 'Output' in by ? await fill(by['Output'], `${where}Output`, data, states) : otherwise;
  return { assign: assign as Leaving['assign'], output };
}

async function limitOf(field: string, state: AslObject, data: Data): Promise<number | undefined> {
  return state[field] === undefined ? undefined : wholeOf(state[field], field, 1, data);
}

async function wholeOf(template: unknown, field: string, least: number, data: Data): Promise<number> {
  const value = await fillAs('number', template, field, data, statesOf(data));
  if (Number.isInteger(value) && value >= least) return value;
  throw refusal(`a ${field} of ${value}`);
}
