import * as fc from 'fast-check';
import { assume } from '../written/intrinsic';
import type { ChoiceRule, Condition } from '../written/choice-literal';
import { waitForTaskToken } from '../written/integration';
import * as fn from '../written/intrinsic';
import { lambdaTask } from '../written/lambda-task';
import type { BranchLiteral, Retrier, StateLiteral } from '../written/literal';
import type { Template } from '../written/template';
import { s3Csv, s3Objects, s3Results } from '../written/map-storage';
import type { Schema } from './promises.test-support';
import { snsPublish, sqsSendMessage } from '../services/services';

// Machines over every kind of state, made by chance. Each state hands its payload on as it got it, or places a result of
// the type that stands there already: so whatever follows it may read the same fields, and all of them type-check.

/** What each state of a generated machine gets. */
export const PAYLOAD = '{ text: string; count: number; flag: boolean; list: number[]; receipt: { n: number } }';

const run = lambdaTask<Schema<{ text: string }>, Schema<{ n: number }>>()('run');
const publish = snsPublish('topic');
const ask = waitForTaskToken<{ n: number }>()(sqsSendMessage('queue'));
const objects = s3Objects('bucket');
const rows = s3Csv<'day'>()('bucket');
const results = s3Results('bucket');

/** What generated machines refer to, by the names that `IDENTIFIERS_SOURCE` declares. */
export const IDENTIFIERS = new Map<unknown, string>(
  Object.entries({ run, publish, ask, objects, rows, results }).map(([name, value]) => [value, name]),
);
export const IDENTIFIERS_SOURCE = `
import { assume } from '../written/intrinsic';
import { waitForTaskToken } from '../written/integration';
import * as fn from '../written/intrinsic';
import { lambdaTask } from '../written/lambda-task';
import { s3Csv, s3Objects, s3Results } from '../written/map-storage';
import { snsPublish, sqsSendMessage } from '../services/services';
import { stateMachine } from '../state-machine';
interface Schema<T> { readonly _zod: { readonly input: T; readonly output: T } }
const run = lambdaTask<Schema<{ text: string }>, Schema<{ n: number }>>()('run');
const publish = snsPublish('topic');
const ask = waitForTaskToken<{ n: number }>()(sqsSendMessage('queue'));
const objects = s3Objects('bucket');
const rows = s3Csv<'day'>()('bucket');
const results = s3Results('bucket');
`;
export const ARNS = {
  run: 'arn:aws:lambda:eu-west-1:000000000000:function:run',
  topic: 'arn:aws:sns:eu-west-1:000000000000:topic',
  queue: 'arn:aws:sqs:eu-west-1:000000000000:queue',
  bucket: 'arn:aws:s3:::bucket',
  self: 'arn:aws:states:eu-west-1:000000000000:stateMachine:self',
};

/** A machine whose states' names begin with `prefix`: names are unique in all of a machine. */
export function machineLiteral(prefix: string, depth = 1): fc.Arbitrary<BranchLiteral> {
  return fc.array(label, { minLength: 1, maxLength: depth > 0 ? 5 : 2 }).chain((labels) => {
    const names = labels.map((text, n) => `${prefix}${n} ${text}`);
    const [done, failed] = [`${prefix}done`, `${prefix}failed`];
    const states = names.map((name, n) => {
      const next = names[n + 1] ?? done;
      // The first leads to the end that caught errors have.
      const state =
        n === 0 ? task(next, failed) : anyState(`${prefix}${n}.`, depth, next, failed, fc.constantFrom(...names, done));
      return fc.tuple(fc.constant(name), state);
    });
    return fc.tuple(ending, ...states).map(([end, ...entries]) => ({
      startAt: names[0] ?? done,
      states: Object.fromEntries<StateLiteral>([
        ...entries,
        [done, end],
        [failed, { type: 'Fail', error: '$.failure.Error', cause: '$$.Execution.Name' }],
      ]),
    }));
  });
}

/** One line, and no sign that TypeScript would take for the end of one. */
const label = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => /^[^\p{C}\p{Zl}\p{Zp}\\]*$/u.test(text));

const ending: fc.Arbitrary<StateLiteral> = fc.oneof(
  fc.record({ type: fc.constant('Succeed' as const) }),
  fc.record({ type: fc.constant('Succeed' as const), outputPath: fc.constantFrom('$.receipt', null) }),
  fc.record({ type: fc.constant('Pass' as const), end: fc.constant(true as const) }),
);

/** What does not start with `$`, which would make it a path. */
const text = label.filter((value) => !value.startsWith('$'));
/** None written out: a field that got the type `3` would take no other number after it. */
const anyNumber: fc.Arbitrary<Template> = fc.constantFrom<Template>(
  '$.count',
  '$.receipt.n',
  '$$.State.RetryCount',
  fn.mathAdd('$.count', -1),
  fn.arrayLength('$.list'),
  fn.arrayGetItem(fn.arrayRange(1, 9, 2), 1),
  fn.mathRandom(1, '$.count'),
  assume<number>('$..count'),
);
const anyText: fc.Arbitrary<Template> = fc.oneof(
  text,
  text.map((value) => fn.format(`${value.replaceAll('{}', '')} {} {}`, '$.count', fn.uuid())),
  fc.constantFrom(
    '$.text',
    '$$.Execution.Name',
    fn.hash('$', 'SHA-256'),
    fn.jsonToString('$.list'),
    fn.base64Decode(fn.base64Encode('$.text')),
    fn.arrayGetItem(fn.stringSplit('$.text', ','), 0),
  ),
);

const retrier: fc.Arbitrary<Retrier> = fc.record(
  {
    errorEquals: fc.constantFrom(['States.Timeout'] as const, ['Lambda.Unknown', 'Mine'] as const),
    intervalSeconds: fc.integer({ min: 1, max: 10 }),
    maxAttempts: fc.nat(10),
    backoffRate: fc.constantFrom(1, 1.5, 2),
    maxDelaySeconds: fc.integer({ min: 11, max: 100 }),
    jitterStrategy: fc.constantFrom('FULL', 'NONE'),
  },
  { requiredKeys: ['errorEquals'], noNullPrototype: true },
);

/** All fields of `always`, some of `sometimes`. */
const some = <T extends object>(always: T, sometimes: { readonly [field: string]: fc.Arbitrary<unknown> }) =>
  fc
    .record(sometimes, { requiredKeys: [], noNullPrototype: true })
    .map((fields) => ({ ...always, ...fields }) as unknown as StateLiteral);

const filters = { inputPath: fc.constant('$'), outputPath: fc.constantFrom('$', assume('$')) };
const clauses = (fail: string) => ({
  comment: text,
  retry: fc.array(retrier, { maxLength: 2 }),
  catch: fc.constant([{ errorEquals: ['States.ALL'], resultPath: '$.failure', next: fail }]),
});
const limits = fc.constantFrom(
  {},
  { timeoutSeconds: 70 },
  { timeoutSeconds: 100, heartbeatSeconds: 99 },
  { timeoutSecondsPath: '$.count', heartbeatSecondsPath: '$.receipt.n' },
);

const task = (next: string, fail: string): fc.Arbitrary<StateLiteral> =>
  fc
    .tuple(
      some(
        { type: 'Task', run, next },
        { ...clauses(fail), parameters: fc.record({ text: anyText }, { noNullPrototype: true }) },
      ),
      limits,
      fc.constantFrom({ resultPath: null }, { resultPath: '$.receipt', resultSelector: { n: '$.n' } }),
    )
    .map(
      ([state, limit, result]) =>
        ({
          ...state,
          ...limit,
          ...result,
          catch: [{ errorEquals: ['States.ALL'], resultPath: '$.failure', next: fail }],
        }) as StateLiteral,
    );

function anyState(prefix: string, depth: number, next: string, fail: string, anywhere: fc.Arbitrary<string>) {
  const kinds = [
    task(next, fail),
    serviceTask(next, fail),
    fc
      .record({ parameters: fc.record({ n: anyNumber }, { noNullPrototype: true }) }, { noNullPrototype: true })
      .map((fields): StateLiteral => ({ type: 'Pass', ...fields, resultPath: '$.receipt', next })),
    some({ type: 'Pass', result: { n: 1 }, resultPath: '$.fixed', next }, { comment: text }),
    some({ type: 'Pass', next }, { inputPath: fc.constant('$') }),
    fc
      .constantFrom(
        { seconds: 3 },
        { secondsPath: '$.count' },
        { timestamp: '2026-11-01T08:00:00Z' },
        { timestampPath: '$.text' },
      )
      .chain((wait) => some({ type: 'Wait', ...wait, next }, filters)),
    fc
      .tuple(rule(anywhere), fc.array(rule(anywhere), { maxLength: 2 }))
      .map(([first, rest]): StateLiteral => ({ type: 'Choice', choices: [first, ...rest], default: next })),
  ];
  if (depth === 0) return fc.oneof(...kinds);
  return fc.oneof(...kinds, parallel(prefix, depth - 1, next, fail), map(prefix, depth - 1, next, fail));
}

const serviceTask = (next: string, fail: string) =>
  fc.oneof(
    fc
      .record({ Message: anyText }, { noNullPrototype: true })
      .chain((parameters) => some({ type: 'Task', run: publish, parameters, resultPath: null, next }, clauses(fail))),
    fc.record({ text: anyText }, { noNullPrototype: true }).chain((body) =>
      some(
        {
          type: 'Task',
          run: ask,
          parameters: { MessageBody: { ...body, token: '$$.Task.Token' } },
          resultPath: '$.receipt',
          next,
        },
        clauses(fail),
      ),
    ),
  );

const parallel = (prefix: string, depth: number, next: string, fail: string) =>
  fc
    .tuple(machineLiteral(`${prefix}a`, depth), machineLiteral(`${prefix}b`, depth))
    .chain((branches) =>
      fc.oneof(
        some({ type: 'Parallel', branches, resultPath: null, next }, clauses(fail)),
        some(
          { type: 'Parallel', branches, resultSelector: { n: fn.arrayLength('$') }, resultPath: '$.receipt', next },
          clauses(fail),
        ),
      ),
    );

const item = { text: '$.text', count: '$$.Map.Item.Value', flag: '$.flag', list: '$.list', receipt: '$.receipt' };
const config = { mode: 'DISTRIBUTED', executionType: 'STANDARD' };

const map = (prefix: string, depth: number, next: string, fail: string) =>
  fc.oneof(
    machineLiteral(`${prefix}m`, depth).chain((itemProcessor) =>
      some(
        { type: 'Map', itemsPath: '$.list', itemSelector: item, itemProcessor, resultPath: null, next },
        { ...clauses(fail), maxConcurrency: fc.nat(9) },
      ),
    ),
    fc.constantFrom({ read: objects, maxItems: 9 }, { read: rows, parameters: { Key: '$.text' } }).chain((itemReader) =>
      some(
        {
          type: 'Map',
          itemReader,
          itemProcessor: {
            processorConfig: config,
            startAt: `${prefix}d`,
            states: { [`${prefix}d`]: { type: 'Pass', end: true } },
          },
          resultPath: null,
          next,
        },
        {
          ...clauses(fail),
          itemBatcher: fc.constant({ maxItemsPerBatch: 5, batchInput: { of: '$.text' } }),
          resultWriter: fc.constant({ write: results, parameters: { Prefix: 'x' } }),
          toleratedFailurePercentage: fc.nat(100),
          maxConcurrencyPath: fc.constant('$.count'),
        },
      ),
    ),
  );

const comparison: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { variable: '$.text', oneOf: ['a', 'b'] },
  { variable: '$.count', oneOf: [1, 2] },
  { variable: '$.flag', booleanEquals: true },
  { variable: '$.count', numericLessThan: 3 },
  { variable: '$.count', numericGreaterThanEqualsPath: '$.receipt.n' },
  { variable: '$.text', stringMatches: 'a*' },
  { variable: '$.text', stringLessThanPath: '$.text' },
  { variable: '$$.Execution.StartTime', timestampGreaterThan: '2026-11-01T08:00:00Z' },
  { variable: '$.receipt', isPresent: true },
  { variable: '$.list', isNull: false },
);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  comparison,
  fc.tuple(comparison, comparison).map((and): Condition => ({ and })),
  fc.tuple(comparison, comparison).map(([first, second]): Condition => ({ or: [{ not: first }, second] })),
  comparison.map((not): Condition => ({ not })),
);
const rule = (next: fc.Arbitrary<string>): fc.Arbitrary<ChoiceRule> =>
  fc.tuple(condition, next).map(([holds, target]) => ({ ...holds, next: target }));
