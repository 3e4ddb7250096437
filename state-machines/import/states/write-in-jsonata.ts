import type { QueryLanguage } from '../../language/written/jsonata';
import type { Fields } from '../../../scripts/text/is-fields';
import type { Found } from '../found';
import { refuse } from '../refusal';
import { writeCondition } from './write-choice';
import { list } from './write-clauses';
import { jsonataMapFields } from './write-map';
import { camel, json, type Rows, writeJsonata } from './write-template';

/** What a machine or a state says of its language. */
export function languageOf(value: Fields, around: QueryLanguage, where: string): QueryLanguage {
  const said = value['QueryLanguage'] ?? around;
  return said === 'JSONPath' || said === 'JSONata'
    ? said
    : refuse(where, `QueryLanguage ${JSON.stringify(said)} must be JSONPath or JSONata`);
}

/** The fields that expressions stand in, but for those of all kinds of states. */
export function writeInJsonata(type: string, state: Fields, where: string, found: Found): Rows {
  const one = (field: string, of: string): [string, string | undefined] => [
    camel(field),
    state[field] === undefined ? undefined : writeJsonata(state[field], () => of),
  ];
  switch (type) {
    case 'Task':
      return [one('TimeoutSeconds', 'number'), one('HeartbeatSeconds', 'number')];
    case 'Choice':
      return [
        ['choices', list(state['Choices'], where, (rule) => writeCondition(rule, where))],
        ['default', json(state['Default'] ?? null)],
      ];
    case 'Wait':
      return [one('Seconds', 'number'), one('Timestamp', 'string')];
    case 'Parallel':
      return [one('Arguments', 'unknown')];
    case 'Map':
      return jsonataMapFields(state, where, found);
    case 'Fail':
      return [one('Error', 'string'), one('Cause', 'string')];
    default:
      return [];
  }
}
