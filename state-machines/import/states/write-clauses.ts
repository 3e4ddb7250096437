import type { QueryLanguage } from '../../language/written/jsonata';
import { fieldsOf, only, refuse, textOf } from '../refusal';
import { camel, quoted, writeJsonata, written } from './write-template';

const RETRIER = [
  'ErrorEquals',
  'IntervalSeconds',
  'MaxAttempts',
  'BackoffRate',
  'MaxDelaySeconds',
  'JitterStrategy',
  'Comment',
];
const CATCHER: Readonly<Record<QueryLanguage, readonly string[]>> = {
  JSONPath: ['ErrorEquals', 'ResultPath', 'Next', 'Comment'],
  JSONata: ['ErrorEquals', 'Output', 'Next'],
};

export const writeRetry = (value: unknown, where: string): string | undefined => clauses(value, where, RETRIER);

export const writeCatch = (value: unknown, where: string, language: QueryLanguage): string | undefined =>
  clauses(value, where, CATCHER[language]);

const clauses = (value: unknown, where: string, known: readonly string[]): string | undefined =>
  value === undefined
    ? undefined
    : list(value, where, (clause) =>
        written(
          Object.entries(only(fieldsOf(clause, where), known, where)).map(([field, given]) => [
            camel(field),
            field === 'ResultPath'
              ? writeResultPath(given, where)
              : field === 'Output'
                ? writeJsonata(given)
                : JSON.stringify(given),
          ]),
        ),
      );

/** `$` is what is there without it. */
export function writeResultPath(value: unknown, where: string): string | undefined {
  if (value === undefined || value === '$') return undefined;
  if (value === null) return 'null';
  const path = textOf(value, where);
  return /^\$(\.[^.[\]*?]+)+$/.test(path)
    ? quoted(path)
    : refuse(where, `ResultPath "${path}" is not of the form $.field.field`);
}

export function list(value: unknown, where: string, write: (item: unknown) => string): string {
  if (!Array.isArray(value) || value.length === 0) return refuse(where, 'it needs a list that is not empty');
  return `[${value.map(write).join(', ')}]`;
}
