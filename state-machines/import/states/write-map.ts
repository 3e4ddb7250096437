import { type Fields } from '../../../scripts/text/is-fields';
import { fieldsOf, only, refuse } from '../refusal';
import type { Found } from '../found';
import { columnsRead } from './columns';
import { writeExpression } from './write-expression';
import { camel, json, quoted, type Rows, writeTemplate, written } from './write-template';

/** A Map's own fields, but for its processor. */
export function mapFields(state: Fields, where: string, found: Found): Rows {
  const isRead = state['ItemReader'] !== undefined;
  const selector = state['ItemSelector'] ?? state['Parameters'];
  return [
    ['label', json(state['Label'])],
    [
      'itemsPath',
      isRead && state['ItemsPath'] === undefined
        ? undefined
        : writeExpression(state['ItemsPath'] ?? '$', where, 'unknown[]'),
    ],
    ['itemSelector', selector === undefined ? undefined : writeTemplate(selector, where)],
    ['itemReader', isRead ? reader(fieldsOf(state['ItemReader'], where), columnsRead(state), where, found) : undefined],
    [
      'itemBatcher',
      state['ItemBatcher'] === undefined ? undefined : batcher(fieldsOf(state['ItemBatcher'], where), where),
    ],
    [
      'resultWriter',
      state['ResultWriter'] === undefined ? undefined : writer(fieldsOf(state['ResultWriter'], where), where, found),
    ],
    ...numbers(state, ['MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage'], where),
  ];
}

/** Each as a number, or by a path. */
const numbers = (fields: Fields, names: readonly string[], where: string): Rows =>
  names.flatMap((name): Rows => [
    [camel(name), json(fields[name])],
    [
      `${camel(name)}Path`,
      fields[`${name}Path`] === undefined ? undefined : writeExpression(fields[`${name}Path`], where, 'number'),
    ],
  ]);

/** Of one that a path names. */
const SOME_BUCKET = 'arn:aws:s3:::items';

function reader(given: Fields, columns: string, where: string, found: Found): string {
  const { Resource, ReaderConfig = {}, Parameters } = only(given, ['Resource', 'ReaderConfig', 'Parameters'], where);
  const { Bucket, ...rest } = fieldsOf(Parameters, where);
  if (rest['Bucket.$'] !== undefined)
    found.notes.add(`${SOME_BUCKET}: which bucket is read is known when it runs; give the ARN of the one that may be`);
  const name = rest['Bucket.$'] === undefined ? bucket(Bucket, where, found) : found.nameFor(SOME_BUCKET);
  const { InputType, CSVHeaderLocation, MaxItems, MaxItemsPath, ...others } = fieldsOf(ReaderConfig, where);
  if (Object.keys(others).length > 0)
    return refuse(where, `an ItemReader takes no ${Object.keys(others).join(', ')} here`);
  const kind =
    `${String(Resource).replace(/^arn:aws:states:::s3:/, '')} ${String(InputType ?? '')} ${String(CSVHeaderLocation ?? '')}`.trim();
  const calls: Readonly<Record<string, string>> = {
    listObjectsV2: 's3Objects',
    'getObject CSV FIRST_ROW': `s3Csv<${columns}>()`,
    'getObject JSON': 's3Json<unknown>()',
    'getObject JSONL': "s3Json<unknown>('JSONL')",
  };
  const call = Object.hasOwn(calls, kind) ? calls[kind] : undefined;
  if (call === undefined) return refuse(where, `the builder has no ItemReader of ${kind}`);
  if (call.startsWith('s3Csv')) found.notes.add('s3Csv: its columns are those that are read; name all that there are');
  found.imports.set(call.replace(/[<(].*/, ''), 'written/map-storage');
  return written([
    ['read', `${call}(${quoted(name)})`],
    ['parameters', Object.keys(rest).length === 0 ? undefined : writeTemplate(rest, where, () => 'string')],
    ...numbers({ MaxItems, MaxItemsPath }, ['MaxItems'], where),
  ]);
}

const batcher = (given: Fields, where: string): string =>
  written([
    ...numbers(
      only(
        given,
        [
          'MaxItemsPerBatch',
          'MaxItemsPerBatchPath',
          'MaxInputBytesPerBatch',
          'MaxInputBytesPerBatchPath',
          'BatchInput',
        ],
        where,
      ),
      ['MaxItemsPerBatch', 'MaxInputBytesPerBatch'],
      where,
    ),
    ['batchInput', given['BatchInput'] === undefined ? undefined : writeTemplate(given['BatchInput'], where)],
  ]);

function writer(given: Fields, where: string, found: Found): string {
  const { Resource, Parameters } = only(given, ['Resource', 'Parameters'], where);
  const { Bucket, ...rest } = fieldsOf(Parameters, where);
  if (Resource !== 'arn:aws:states:::s3:putObject')
    return refuse(where, `the builder has no ResultWriter of ${String(Resource)}`);
  found.imports.set('s3Results', 'written/map-storage');
  return written([
    ['write', `s3Results(${quoted(bucket(Bucket, where, found))})`],
    ['parameters', Object.keys(rest).length === 0 ? undefined : writeTemplate(rest, where, () => 'string')],
  ]);
}

const bucket = (value: unknown, where: string, found: Found): string =>
  typeof value === 'string'
    ? found.nameFor(`arn:aws:s3:::${value}`)
    : refuse(where, 'the builder takes no bucket by a path');
