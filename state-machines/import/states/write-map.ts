import { type Fields } from '../../../scripts/text/is-fields';
import { fieldsOf, only, refuse } from '../refusal';
import type { Found } from '../found';
import { isExpression } from '../../../scripts/text/jsonata-expression';
import { columnsRead } from './columns';
import { writeExpression } from './write-expression';
import { camel, json, quoted, type Rows, writeJsonata, writeTemplate, written } from './write-template';

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
  const isLater = rest['Bucket.$'] !== undefined;
  const name = isLater ? laterBucket(found) : bucket(Bucket, where, found);
  const config = fieldsOf(ReaderConfig, where);
  return written([
    ['read', readBy(Resource, config, columns, name, where, found)],
    ['parameters', Object.keys(rest).length === 0 ? undefined : writeTemplate(rest, where, () => 'string')],
    ...numbers(config, ['MaxItems'], where),
  ]);
}

/** Which bucket is read is known when it runs. */
function laterBucket(found: Found): string {
  found.notes.add(`${SOME_BUCKET}: which bucket is read is known when it runs; give the ARN of the one that may be`);
  return found.nameFor(SOME_BUCKET);
}

/** The call that makes what a Map reads its items by. */
function readBy(Resource: unknown, config: Fields, columns: string, name: string, where: string, found: Found): string {
  const { InputType, CSVHeaderLocation, MaxItems: _, MaxItemsPath: _path, ...others } = config;
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
  return `${call}(${quoted(name)})`;
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
  return written([
    ['write', writtenBy(Resource, Bucket, where, found)],
    ['parameters', Object.keys(rest).length === 0 ? undefined : writeTemplate(rest, where, () => 'string')],
  ]);
}

function writtenBy(Resource: unknown, Bucket: unknown, where: string, found: Found): string {
  if (Resource !== 'arn:aws:states:::s3:putObject')
    return refuse(where, `the builder has no ResultWriter of ${String(Resource)}`);
  found.imports.set('s3Results', 'written/map-storage');
  return `s3Results(${quoted(bucket(Bucket, where, found))})`;
}

const bucket = (value: unknown, where: string, found: Found): string =>
  typeof value === 'string' && !isExpression(value)
    ? found.nameFor(`arn:aws:s3:::${value}`)
    : refuse(where, 'the builder takes no bucket by a path or an expression');

/** The same of a Map in JSONata. */
export function jsonataMapFields(state: Fields, where: string, found: Found): Rows {
  const { ItemReader, ItemBatcher, ResultWriter } = state;
  return [
    ['label', json(state['Label'])],
    ...expressions(state, ['Items'], 'unknown[]'),
    ...expressions(state, ['ItemSelector'], 'unknown'),
    ['itemReader', ItemReader === undefined ? undefined : jsonataReader(fieldsOf(ItemReader, where), where, found)],
    ['itemBatcher', ItemBatcher === undefined ? undefined : jsonataBatcher(fieldsOf(ItemBatcher, where), where)],
    [
      'resultWriter',
      ResultWriter === undefined ? undefined : jsonataWriter(fieldsOf(ResultWriter, where), where, found),
    ],
    ...expressions(state, ['MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage'], 'number'),
  ];
}

const expressions = (fields: Fields, names: readonly string[], type: string): Rows =>
  names.map((name) => [camel(name), fields[name] === undefined ? undefined : writeJsonata(fields[name], () => type)]);

function jsonataReader(given: Fields, where: string, found: Found): string {
  const { Resource, ReaderConfig = {}, Arguments } = only(given, ['Resource', 'ReaderConfig', 'Arguments'], where);
  const { Bucket, ...rest } = fieldsOf(Arguments, where);
  const isLater = isExpression(Bucket);
  const config = fieldsOf(ReaderConfig, where);
  const read = readBy(
    Resource,
    config,
    'string',
    isLater ? laterBucket(found) : bucket(Bucket, where, found),
    where,
    found,
  );
  const said = isLater ? { Bucket, ...rest } : rest;
  return written([
    ['read', read],
    ['arguments', Object.keys(said).length === 0 ? undefined : writeJsonata(said, () => 'string')],
    ...expressions(config, ['MaxItems'], 'number'),
  ]);
}

function jsonataBatcher(given: Fields, where: string): string {
  const sizes = ['MaxItemsPerBatch', 'MaxInputBytesPerBatch'];
  only(given, [...sizes, 'BatchInput'], where);
  return written([...expressions(given, sizes, 'number'), ...expressions(given, ['BatchInput'], 'unknown')]);
}

function jsonataWriter(given: Fields, where: string, found: Found): string {
  const { Resource, Arguments } = only(given, ['Resource', 'Arguments'], where);
  const { Bucket, ...rest } = fieldsOf(Arguments, where);
  return written([
    ['write', writtenBy(Resource, Bucket, where, found)],
    ['arguments', Object.keys(rest).length === 0 ? undefined : writeJsonata(rest, () => 'string')],
  ]);
}
