import type { QueryLanguage } from '../../language/written/jsonata';
import { fieldsOf, only, refuse, textOf } from '../refusal';
import { camel, quoted, type Rows, type TypeAt, writeJsonata, writeTemplate, written } from './write-template';

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
  JSONPath: ['ErrorEquals', 'Assign', 'ResultPath', 'Next', 'Comment'],
  JSONata: ['ErrorEquals', 'Assign', 'Output', 'Next', 'Comment'],
};

export const writeRetry = (value: unknown, where: string): string | undefined =>
  value === undefined
    ? undefined
    : anyList(value, where, (clause) => written(fieldsIn(clause, RETRIER, where, (_, given) => JSON.stringify(given))));

export const writeCatch = (value: unknown, where: string, language: QueryLanguage): string | undefined =>
  value === undefined
    ? undefined
    : anyList(value, where, (clause) =>
        written(
          fieldsIn(clause, CATCHER[language], where, (field, given) => {
            if (field === 'ResultPath') return writeResultPath(given, where);
            if (field === 'Output') return writeJsonata(given);
            return field === 'Assign' ? writeFieldsOf(given, where, language) : JSON.stringify(given);
          }),
        ),
      );

const fieldsIn = (
  clause: unknown,
  known: readonly string[],
  where: string,
  write: (field: string, given: unknown) => string | undefined,
): Rows =>
  Object.entries(only(fieldsOf(clause, where), known, where)).map(([field, given]) => [
    camel(field),
    write(field, given),
  ]);

/** An object of a template, in the language that it is written in. */
export function writeFieldsOf(
  value: unknown,
  where: string,
  language: QueryLanguage,
  typeAt?: TypeAt,
): string | undefined {
  if (value === undefined) return undefined;
  const fields = fieldsOf(value, where);
  return language === 'JSONata' ? writeJsonata(fields, typeAt) : writeTemplate(fields, where, typeAt);
}

/** `$` is what is there without it. */
export function writeResultPath(value: unknown, where: string): string | undefined {
  if (value === undefined || value === '$') return undefined;
  if (value === null) return 'null';
  const path = textOf(value, where);
  return /^\$(\.[^.[\]*?]+)+$/.test(path)
    ? quoted(path)
    : refuse(where, `ResultPath "${path}" is not of the form $.field.field`);
}

const anyList = (value: unknown, where: string, write: (item: unknown) => string): string =>
  Array.isArray(value) ? `[${value.map(write).join(', ')}]` : refuse(where, 'Retry and Catch must be lists');

export const list = (value: unknown, where: string, write: (item: unknown) => string): string =>
  Array.isArray(value) && value.length > 0
    ? anyList(value, where, write)
    : refuse(where, 'it needs a list that is not empty');
