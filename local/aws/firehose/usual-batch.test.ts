import fc from '../../../scripts/jest/properties';
import { fromAwsJson } from '../endpoint/json';
import { checkRequest } from '../requests/check';
import { readUsualBatch } from './usual-batch';

const most = { records: 5, record: 60, batch: 150 };
const rules = { service: 'firehose', served: { PutRecordBatch: ['DeliveryStreamName', 'Records[].Data'] } };

/** What a body says, read as any other is. @throws AwsError */
function readSlowly(body: Buffer): { readonly stream: string; readonly records: Buffer[] } {
  const input = fromAwsJson(body);
  checkRequest(rules, 'PutRecordBatch', input);
  const { DeliveryStreamName: stream, Records } = input as { DeliveryStreamName: string; Records: { Data: string }[] };
  return { stream, records: Records.map(({ Data }) => Buffer.from(Data, 'base64')) };
}

function readQuickly(body: Buffer): { readonly stream: string; readonly records: Buffer[] } | undefined {
  const batch = readUsualBatch(body, most);
  return (
    batch && {
      stream: batch.stream,
      records: batch.ends.map((end, index) => Buffer.from(batch.bytes.subarray(batch.ends[index - 1] ?? 0, end))),
    }
  );
}

const records = fc.array(fc.uint8Array({ maxLength: 30 }), { minLength: 1, maxLength: 5 });
const name = fc.stringMatching(/^[a-zA-Z0-9_.-]{1,64}$/);
const blank = fc.constantFrom('', '', ' ', '\n  ', '\t\r\n');
const body = fc.tuple(name, records, fc.array(blank, { minLength: 1, maxLength: 7 })).map(([stream, all, blanks]) => {
  const Records = all.map((bytes) => ({ Data: Buffer.from(bytes).toString('base64') }));
  let place = 0;
  // Of the strings, none has such a sign.
  return JSON.stringify({ DeliveryStreamName: stream, Records }).replaceAll(
    /[[\]{}:,]/g,
    (sign) => `${blanks[place++ % blanks.length]}${sign}${blanks[place++ % blanks.length]}`,
  );
});

test('the form that SDKs send is read, blanks or none, as any other reads it', () => {
  fc.assert(
    fc.property(body, (text) => {
      expect(readQuickly(Buffer.from(text))).toEqual(readSlowly(Buffer.from(text)));
    }),
  );
});

test('of another form it reads nothing, or what it says', () => {
  const sign = fc.oneof(
    fc.constantFrom(...'={}[]",:\\ \0-_+/aA9é'),
    fc.constantFrom('\\u0041', '==', '"Data":"', '\n', '\t"'),
  );
  const changed = fc.tuple(body, fc.nat(), fc.nat({ max: 3 }), sign).map(([text, place, out, put]) => {
    const at = place % (text.length + 1);
    return Buffer.from(text.slice(0, at) + put + text.slice(at + out));
  });
  fc.assert(
    fc.property(changed, (bytes) => {
      const read = readQuickly(bytes);
      if (read) expect(read).toEqual(readSlowly(bytes));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['AAAA', 'AAA=', 'AA==', '', 'Zg=='],
  ['A==='],
  ['===='],
  ['A'],
  ['AAA'],
  ['AA=A'],
  ['AA==AAAA'],
  ['-_-_'],
  ['AA\\/A'],
  ['AAAA\n'],
])('base64 as the check of any request has it: %j', (...texts) => {
  const bytes = Buffer.from(
    `{"DeliveryStreamName":"s","Records":[${texts.map((text) => `{"Data":"${text}"}`).join(',')}]}`,
  );
  if (texts.length > 1) expect(readQuickly(bytes)).toEqual(readSlowly(bytes));
  else expect(readQuickly(bytes)).toBeUndefined();
});

test.each([
  ['records', Array<string>(5).fill(''), Array<string>(6).fill('')],
  ['a record', ['x'.repeat(60)], ['x'.repeat(61)]],
  ['bytes', ['x'.repeat(50), 'y'.repeat(50), 'z'.repeat(50)], ['x'.repeat(50), 'y'.repeat(50), 'z'.repeat(51)]],
])('what has more %s than it may is left to who says so', (_, within, beyond) => {
  const [fits, more] = [within, beyond].map((texts) => {
    const Records = texts.map((text) => ({ Data: Buffer.from(text).toString('base64') }));
    return readQuickly(Buffer.from(JSON.stringify({ DeliveryStreamName: 's', Records })));
  });
  expect(fits?.records.map(String)).toEqual(within);
  expect(more).toBeUndefined();
});

test('no name, a long one, no records: left to who says so', () => {
  const { stringify } = JSON;
  for (const [DeliveryStreamName, Records] of [
    ['', [{ Data: '' }]],
    ['s'.repeat(65), [{ Data: '' }]],
    ['s', []],
  ])
    expect(readQuickly(Buffer.from(stringify({ DeliveryStreamName, Records })))).toBeUndefined();
});
