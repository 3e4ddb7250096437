import { Dice } from '../dice';
import { type Attempt } from './attempt';
import { type Counts, held, type Outcome } from './held';
import { main } from './main';
import { nextRecord } from './records';

const some = (seed: number): Attempt[] => {
  const dice = new Dice(seed);
  return Array.from({ length: 1000 }, (_, at) => nextRecord(dice, at, 'open_x_json_ser_de'));
};

test('a seed repeats its records; they are of every kind', () => {
  const said = (seed: number): string =>
    some(seed)
      .map(({ data, verdict = '' }) => `${data.toString('base64')} ${verdict}`)
      .join();
  expect(said(1) === said(1)).toBe(true);
  expect(said(1) === said(2)).toBe(false);
  const records = some(3);
  const verdicts = new Set(records.map(({ verdict }) => verdict));
  expect(verdicts).toEqual(new Set(['rows', 'ParseError', 'MalformedData', undefined]));
  const text = records.map(({ data }) => data.toString('latin1')).join('\n');
  for (const kind of [
    /\\ud800/,
    /__proto__/,
    /"TIMESTAMP"/,
    /\[{1000}/,
    /e\+?400/,
    /\xff\xfe/,
    /\}\s*\{/,
    /\\u0000/,
    /1e999/,
  ]) {
    expect(text).toMatch(kind);
  }
});

const sent: Attempt[] = [
  {
    data: Buffer.from('{"userId":"1.0"}{"userId":"1.1"}'),
    rows: [{ mark: '1.0', id: 'a' }, { mark: '1.1' }],
    verdict: 'rows',
  },
  { data: Buffer.from('{'), rows: [], verdict: 'ParseError' },
];
const row = (mark: string, id: string | null = null) => ({ mark, id, ts: null });
const failure = (code: string, text = '{', message = 'Encountered malformed JSON') => ({
  lastErrorCode: `DataFormatConversion.${code}`,
  lastErrorMessage: message,
  rawData: Buffer.from(text).toString('base64'),
});
const right: Outcome = { rows: [row('1.0', 'a'), row('1.1')], errors: [failure('ParseError')] };

const hold = (outcome: Outcome): { found: string[]; counts: Counts } => {
  const counts: Counts = { rows: 0, ParseError: 0, MalformedData: 0 };
  return { found: held(sent, outcome, counts), counts };
};

test('nothing is found where each record is once what it must be', () => {
  expect(hold(right)).toEqual({ found: [], counts: { rows: 1, ParseError: 1, MalformedData: 0 } });
});

test.each([
  ['a row is lost', { ...right, rows: [row('1.0', 'a')] }],
  ['a row of nobody, or once more', { ...right, rows: [...right.rows, row('1.1')] }],
  [
    'a row of nobody, or once more',
    { ...right, errors: [...right.errors, failure('ParseError', String(sent[0]?.data))] },
  ],
  [
    'ParseError (Encountered malformed JSON), not rows',
    { rows: [], errors: [...right.errors, failure('ParseError', String(sent[0]?.data))] },
  ],
  ['neither a row nor an error', { ...right, errors: [] }],
  ['an error of what was not sent, or was told before', { ...right, errors: [...right.errors, failure('ParseError')] }],
  ['MalformedData (Encountered malformed JSON), not ParseError', { ...right, errors: [failure('MalformedData')] }],
  ['DataFormatConversion.Other', { ...right, errors: [failure('Other')] }],
  [
    'The local run could not',
    { ...right, errors: [failure('ParseError', '{', 'The local run could not read the record')] },
  ],
  ['id is "b", not "a"', { ...right, rows: [row('1.0', 'b'), row('1.1')] }],
])('%s', (what, outcome) => {
  expect(hold(outcome).found.join('\n')).toContain(what);
});

test.each([
  [['--records', 'many'], '--records many: give a whole number'],
  [['--seed', '-1'], '--seed'],
  [['--requests', '1'], '--requests is not an option'],
])('%j is refused', (args, message) => expect(main(args)).rejects.toThrow(message));
