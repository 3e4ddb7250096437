import { type State } from '../machine';
import { jsonata } from './jsonata/language';
import { jsonPath } from './json-path';
import { type QueryLanguage } from './language';

/** A state's own, or the machine's; states within a Map or a Parallel have the machine's too (floci-io/floci #2968). */
export const languageOf = ({ QueryLanguage }: State, ofMachine: string): QueryLanguage =>
  (QueryLanguage ?? ofMachine) === 'JSONata' ? jsonata : jsonPath;
