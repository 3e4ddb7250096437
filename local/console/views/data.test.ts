import { consoleOfDev } from '../test-support';
import { examplesOf } from '../../start/reading/questions';
import { placeIn } from './data/place';
import { type Result, sorted } from '../../start/reading/query-result';
import { resultChart } from './data/result-chart';

let dev: Awaited<ReturnType<typeof consoleOfDev>>;
let browser: Awaited<ReturnType<(typeof dev)['browser']>>;
beforeAll(async () => {
  dev = await consoleOfDev('console-data');
  browser = await dev.browser();
}, 60_000);
afterAll(() => dev.end());

const HOSTILE = `"><script>alert(1)</script>'`;
const ESCAPED = '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;';
const events = '"video-analytics-dev-blog"."events-dev-blog"';

/** Asks, and follows to the end. */
async function answer(sql: string) {
  const { status, headers } = await browser.act('/console/data/ask', { sql, as: 'operator' });
  expect(status).toBe(303);
  const page = String(headers['location']);
  const running = () => dev.account.athena.executions().some(({ state }) => state === 'RUNNING');
  while (running()) await new Promise((resolve) => setTimeout(resolve, 50));
  return { page, id: page.split('/').at(-1) ?? '', ...(await browser.page(page)) };
}

/** Each row's cells, without markup. */
const cells = (body: string): string[][] =>
  [...body.matchAll(/<tr>(.*?)<\/tr>/gs)]
    .map(([, row = '']) =>
      [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) => cell.replaceAll(/<[^>]*>/g, '')),
    )
    .filter(({ length }) => length > 0);

/** As long as browsers make it. */
const BOUNDARY = '----FormBoundary7MA4YWxkTrZu0gW';

async function upload(name: string, text: string) {
  const part = (disposition: string, body: string) =>
    `--${BOUNDARY}\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n${body}\r\n`;
  const body = `${part('name="token"', browser.token)}${part(`name="file"; filename="${name}"`, text)}--${BOUNDARY}--\r\n`;
  const headers = { cookie: browser.cookie, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
  return dev.ask('/console/data/file', { method: 'POST', headers, body });
}

test('an event and a file are sent and counted, what is wrong with them is told, and nothing of it is markup', async () => {
  const { act, page } = browser;
  const empty = await act('/console/data/event', { id: ' ' });
  expect(empty).toMatchObject({ status: 422, body: expect.stringContaining('Fill in one field at least') as string });
  expect((await act('/console/data/event', { id: HOSTILE, userId: '=1+1', timestamp: '1795000000' })).status).toBe(303);
  expect((await page('/console/data')).body).toMatch(/<p id="said"[^>]*>events-stream-dev-blog took the event\.<\/p>/);
  await act('/console/data/event', { id: 'late', timestamp: '2026-11-27T10:00:00+02:00' });
  expect((await page('/console/data')).body).toContain('2026-11-27T10:00:00+02:00&quot; has an offset');

  const array = await upload(`${HOSTILE.replaceAll('"', '%22')}.json`, '[\n]');
  expect(array.status).toBe(422);
  expect(array.body).toContain('it is a JSON array. Give one JSON object a line');
  expect(array.body).not.toContain('<script>alert');
  expect((await upload('nothing.ndjson', '')).body).toContain('Choose a file that is not empty.');
  const lines = [
    '{"id":"1","userId":"2","format":"mp4"}',
    '',
    '{"id": nope}',
    '{"id":"2","timestamp":1772348400000000}',
  ];
  expect((await upload('some.ndjson', lines.join('\n'))).status).toBe(303);
  const said = /<p id="said"[^>]*>(.*?)<\/p>/s.exec((await page('/console/data')).body)?.[1]?.split('\n');
  expect(said).toEqual([
    'some.ndjson: 3 events sent in 1 batch, none refused.',
    expect.stringMatching(
      /^Line 3: Encountered malformed JSON; it will lie under s3:\/\/events-dev-blog-\d+\/errors\/$/,
    ),
    expect.stringMatching(/^Line 4: timestamp 1772348400000000 is in microseconds/),
  ]);

  await dev.account.firehose.flush();
  const { body } = await page('/console/data');
  expect(body).toMatch(/Taken by the stream<\/dt>\s*<dd>5 records/);
  expect(body).toMatch(/In its buffer<\/dt>\s*<dd>0</);
  expect(body).toMatch(/Converted<\/dt>\s*<dd>3 rows; \d objects? under events\//);
  expect(body).toMatch(/Not convertible<\/dt>\s*<dd>2 records; \d objects? under errors\//);
  expect(cells(body)).toContainEqual(['{&quot;id&quot;: nope}', 'Encountered malformed JSON']);
});

test('a query has its rows, sorted by what they are, its file and what it costs on AWS; values are no markup', async () => {
  const { page, id, body } = await answer(
    `SELECT id AS "${HOSTILE.replaceAll('"', '""')}", userid, 9 + count(*) AS n\r\nFROM ${events} GROUP BY 1, 2 UNION ALL SELECT 'z', NULL, 9`,
  );
  expect(body).toMatch(/SUCCEEDED.*\$0\.000048, billed for 10 MB at least/s);
  expect(body).not.toContain('<script>alert');
  expect(body).toContain(`${ESCAPED}</a>`);
  const sortedBy = async (column: number, order: string) =>
    cells((await browser.page(`${page}?sort=${column}&order=${order}`)).body).map((row) => row[column]);
  expect(await sortedBy(2, 'ascending')).toEqual(['9', '10', '10', '10']);
  expect(await sortedBy(2, 'descending')).toEqual(['10', '10', '10', '9']);
  expect(await sortedBy(1, 'descending')).toEqual(['=1+1', '2', 'NULL', 'NULL']);
  expect((await browser.page(`${page}?sort=99&at=x`)).status).toBe(200);
  const file = await browser.page(`/console/data/csv/${id}`);
  expect(file.headers['content-disposition']).toBe(`attachment; filename="${id}.csv"`);
  const { bucket, key } = dev.account.athena.executions().at(-1)?.description.output ?? { bucket: '', key: '' };
  expect(file.body).toBe((await dev.account.objects.get(bucket, key)).toString());
  expect((await browser.page('/console/data/csv/none')).status).toBe(404);
  expect((await browser.page('/console/data/none')).status).toBe(404);
  expect(cells((await browser.page('/console/data')).body)[0]?.slice(1, 3)).toEqual(['operator', 'SUCCEEDED']);
});

test('what is wrong with a query is shown at its place, and the producer is refused by IAM', async () => {
  const failed = await answer(`SELECT id,\r\n  nope FROM ${events}`);
  expect(failed.body).toMatch(/FAILED.*COLUMN_NOT_FOUND: line 2:3: .*<code>2 \| {3}<mark>nope<\/mark> FROM/s);
  expect(failed.body).toContain('free of charge');
  const before = dev.account.athena.executions().length;
  const wrong = await browser.act('/console/data/ask', { sql: `SELECT 1 AS a\nFRM <b> x`, as: 'operator' });
  expect(wrong.status).toBe(422);
  expect(wrong.body).toMatch(/InvalidRequestException: line 2:\d+: .*<code>2 \| .*<mark>/s);
  expect(wrong.body).toContain('aria-invalid="true"');
  const refused = await browser.act('/console/data/ask', { sql: 'SELECT 1', as: 'producer' });
  expect(refused.status).toBe(422);
  expect(refused.body).toMatch(
    /AccessDeniedException: You are not authorized to perform: athena:StartQueryExecution on the resource\./,
  );
  expect(refused.body).toMatch(/<option value="producer" +selected>/);
  expect(dev.account.athena.executions()).toHaveLength(before);
  // Where it stands, the page's live parts are looked for.
  expect((await browser.page('/console/data/ask')).status).toBe(200);
});

test('each example has an answer, and those of a name and a number have a picture', async () => {
  const pictured: string[] = [];
  for (const { name, sql } of examplesOf({ database: 'video-analytics-dev-blog', table: 'events-dev-blog' })) {
    const { body } = await answer(sql);
    expect([name, /SUCCEEDED/.test(body)]).toEqual([name, true]);
    if (body.includes('id="result-chart"')) pictured.push(name);
  }
  expect(pictured).toContain('formats');
  expect((await browser.page('/console/data?example=formats')).body).toContain('AS format');
});

const result = (types: readonly string[], ...rows: (string | null)[][]): Result => ({
  columns: types.map((type, at) => ({ name: `c${at}`, type })),
  rows,
  more: false,
});

test('numbers are sorted by value, texts by letter, NULL last', () => {
  const numbers = result(['bigint'], ['10'], [null], ['9'], ['-1']);
  expect(sorted(numbers, 0, false).flat()).toEqual(['-1', '9', '10', null]);
  expect(sorted(numbers, 0, true).flat()).toEqual(['10', '9', '-1', null]);
  expect(sorted(result(['varchar'], ['9'], ['10']), 0, false).flat()).toEqual(['10', '9']);
});

test('a picture is drawn of names that differ and numbers that are there; days are a line', () => {
  const two = ['varchar', 'bigint'];
  expect(String(resultChart(result(two, ['2026-10-02', '1'], ['2026-10-01', '3'])))).toMatch(
    /class="now" d="M25,\S+L75/,
  );
  expect(String(resultChart(result(two, ['<b>', '1'], ['c', '3'])))).toMatch(/now-fill.*&lt;b&gt;/s);
  for (const rows of [
    [['a', '1']],
    [
      ['a', '1'],
      ['a', '2'],
    ],
    [
      ['a', '1'],
      ['b', null],
    ],
    [
      ['a', '-1'],
      ['b', '2'],
    ],
    [
      [null, '1'],
      ['b', '2'],
    ],
  ])
    expect(resultChart(result(two, ...rows))).toBeUndefined();
  expect(resultChart(result(['bigint'], ['1'], ['2']))).toBeUndefined();
});

test('a place is marked, at the end of a line too, and a message without one has none', () => {
  expect(String(placeIn('SELECT <b>', 'line 1:8: x'))).toContain('1 | SELECT <mark>&lt;</mark>b&gt;');
  expect(String(placeIn('SELECT', 'line 1:7: x'))).toContain('<mark> </mark>');
  expect(String(placeIn('SELECT é', 'Not in the local run: x (line 1, column 8)'))).toContain('<mark>é</mark>');
  expect(placeIn('SELECT 1', 'line 9:1: x')).toBeUndefined();
  expect(placeIn('SELECT 1', 'other')).toBeUndefined();
});
