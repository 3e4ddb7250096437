import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino';
import fc from '../../scripts/jest/properties';
import { eventsTable } from '../../constructs/parts/events-table';
import { addDays } from '../shared/period';
import { ANOTHER } from '../test-support/another-number';
import { recount } from '../test-support/recount';
import type { Metric, StoredEvent } from './metric';
import { METRICS } from './metrics';
import { reportFrom } from './report';
import { reportColumns, reportSql, type ReportQuery } from './report-sql';

const QUERY: ReportQuery = {
  database: 'video-analytics-dev-blog',
  table: 'events-dev-blog',
  startDate: '2020-03-10',
  endDate: '2020-03-12',
  lateArrivalDays: 2,
};

/** The table's: DuckDB has the types of Glue, or another name for each. */
const { storageDescriptor, partitionKeys } = eventsTable({ location: 's3://bucket/', eventsSince: '2020-01-01' });
const COLUMNS = [...storageDescriptor.columns, ...partitionKeys];

const text = (words: string[]) => fc.constantFrom<(string | null)[]>(null, '', ...words);
/** Of columns beyond those that the report is made of, by type. */
const ANY: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  string: text(['a', 'b']),
  int: fc.option(fc.nat(100)),
  bigint: fc.option(fc.nat(100)),
  double: fc.option(fc.constantFrom(0.5, 2)),
  boolean: fc.option(fc.boolean()),
};

describe('as Trino, which Athena engine 3 speaks', () => {
  // Imported by itself: the package's root loads eight dialects, 1.5 s more.
  const trino = new TrinoSQL();

  it('parses', () => {
    expect(trino.validate(reportSql(QUERY))).toEqual([]);
  });

  it('parses with names that need quoting', () => {
    const sql = reportSql({ ...QUERY, database: 'a"b', table: "c'd; --" });
    expect(trino.validate(sql)).toEqual([]);
    expect(sql).toContain(`FROM "a""b"."c'd; --"\n`);
  });

  it('would show what only DuckDB reads', () => {
    expect(trino.validate(`${reportSql(QUERY)}::date`)).not.toEqual([]);
  });
});

it('takes nothing but dates for dates', () => {
  for (const startDate of ["2020-03-10' OR '1' = '1", '2020-02-30', '10.3.2020', ''])
    expect(() => reportSql({ ...QUERY, startDate })).toThrow();
});

it('reads the partitions from the preceding period to the late-arrival days after the end', () => {
  expect(reportSql(QUERY)).toContain("WHERE dt BETWEEN '2020-03-07' AND '2020-03-14'\n");
  expect(reportSql({ ...QUERY, startDate: '2020-03-12' })).toContain(
    "WHERE dt BETWEEN '2020-03-11' AND '2020-03-14'\n",
  );
});

it('names the table once, however many numbers are declared: one scan', () => {
  const sql = reportSql(QUERY, [...METRICS, ...ANOTHER]);
  expect(sql.split(QUERY.table)).toHaveLength(2);
  expect(sql.split(' event AS (')).toHaveLength(2);
  expect(sql.match(/^ *FROM \w+/gm)?.map((from) => from.trim())).toEqual([
    'FROM event',
    'FROM counted',
    'FROM grouped',
    'FROM ranked',
  ]);
});

describe('as DuckDB reads it', () => {
  let instance: DuckDBInstance;
  let connection: DuckDBConnection;

  beforeAll(async () => {
    instance = await DuckDBInstance.create(':memory:');
    connection = await instance.connect();
    await connection.run(`SET integer_division = true; SET threads = 1; CREATE SCHEMA "${QUERY.database}"`);
    await connection.run(
      `CREATE TABLE "${QUERY.database}"."${QUERY.table}" (${COLUMNS.map(({ name, type }) => `${name} ${type}`).join(', ')})`,
    );
  });

  afterAll(() => {
    connection.closeSync();
    instance.closeSync();
  });

  async function ask(events: readonly StoredEvent[], query = QUERY, metrics: readonly Metric[] = METRICS) {
    const table = `"${query.database}"."${query.table}"`;
    const value = (of: unknown) =>
      of === null || of === undefined ? 'NULL' : `'${String(of as string | number).replaceAll("'", "''")}'`;
    await connection.run(`DELETE FROM ${table}`);
    if (events.length > 0)
      await connection.run(
        `INSERT INTO ${table} VALUES ${events
          .map((event) => `(${COLUMNS.map(({ name }) => value(event[name])).join(', ')})`)
          .join(', ')}`,
      );
    const reader = await connection.runAndReadAll(reportSql(query, metrics));
    expect(reader.columnNames()).toEqual(reportColumns(metrics));
    // As Athena gives values: all text, NULL missing.
    return reader
      .getRowObjects()
      .map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell === null ? undefined : String(cell)])),
      );
  }

  const report = async (events: readonly StoredEvent[], query = QUERY, metrics: readonly Metric[] = METRICS) =>
    reportFrom(await ask(events, query, metrics), query, metrics);

  const event = (change: Partial<StoredEvent>): StoredEvent => ({
    id: 'v1',
    userid: 'u1',
    format: 'hd',
    ts: '2020-03-10 12:00:00',
    dt: '2020-03-10',
    ...change,
  });

  it('reports nothing on no events', async () => {
    const { total, precedingTotal, days, formats, topVideos } = await report([]);
    expect([...Object.values(total), ...Object.values(precedingTotal)].filter((count) => count !== 0)).toEqual([]);
    expect(days.map(({ date, events }) => [date, events])).toEqual([
      ['2020-03-10', 0],
      ['2020-03-11', 0],
      ['2020-03-12', 0],
    ]);
    expect([formats, topVideos]).toEqual([[], []]);
  });

  it('counts the lab’s four records on the day they arrive, as format unknown', async () => {
    const { total, formats } = await report(
      ['1', '2', '3', '4'].map((userid) => event({ userid, format: null, ts: null })),
    );
    expect(total).toMatchObject({ events: 4, users: 4, videos: 1, no_timestamp: 4, no_format: 4, no_user: 0, late: 0 });
    expect(formats).toMatchObject([{ format: 'unknown', events: 4, users: 4, videos: 1, before: { events: 0 } }]);
  });

  it.each([
    ['the first instant of the period', { ts: '2020-03-10 00:00:00' }, 'current'],
    ['the instant before', { ts: '2020-03-09 23:59:59.999' }, 'preceding'],
    ['the last instant of the period', { ts: '2020-03-12 23:59:59.999', dt: '2020-03-12' }, 'current'],
    ['the instant after', { ts: '2020-03-13 00:00:00', dt: '2020-03-13' }, 'neither'],
    ['the last day that may be late', { ts: '2020-03-12 01:00:00', dt: '2020-03-14' }, 'current'],
    ['a day too late', { ts: '2020-03-12 01:00:00', dt: '2020-03-15' }, 'neither'],
    ['late, of the preceding period', { ts: '2020-03-09 01:00:00', dt: '2020-03-11' }, 'preceding'],
    [
      'too late for the preceding period, as its own report had it',
      { ts: '2020-03-09 01:00:00', dt: '2020-03-12' },
      'neither',
    ],
    ['the first instant of the preceding period', { ts: '2020-03-07 00:00:00', dt: '2020-03-07' }, 'preceding'],
    ['the instant before that', { ts: '2020-03-06 23:59:59.999', dt: '2020-03-07' }, 'neither'],
    ['without a time, arrived on the last day', { ts: null, dt: '2020-03-12' }, 'current'],
    ['without a time, arrived the day after', { ts: null, dt: '2020-03-13' }, 'neither'],
    ['of a clock that is ahead', { ts: '2020-03-10 00:30:00', dt: '2020-03-09' }, 'current'],
  ])('counts an event at %s', async (_, change, part) => {
    const { total, precedingTotal } = await report([event(change)]);
    expect([total.events, precedingTotal.events]).toEqual([part === 'current' ? 1 : 0, part === 'preceding' ? 1 : 0]);
  });

  it.each([
    ['of 1970', { ts: '1970-01-01 00:00:00', dt: '2020-03-11' }, 1],
    ['of 2033', { ts: '2033-05-18 03:33:20', dt: '2020-03-11' }, 1],
    ['past its late-arrival days', { ts: '2020-03-09 01:00:00', dt: '2020-03-12' }, 1],
    ['of the following period, whose report reads this one’s days', { ts: '2020-03-15 00:00:00', dt: '2020-03-12' }, 0],
    ['of the day after the following period', { ts: '2020-03-16 00:00:00', dt: '2020-03-12' }, 1],
    ['of 1970 that arrived after the period', { ts: '1970-01-01 00:00:00', dt: '2020-03-13' }, 0],
    ['of this period', { ts: '2020-03-11 00:00:00', dt: '2020-03-12' }, 0],
  ])('tells of an event that arrived in the period and is in no report: %s', async (_, change, events) => {
    const { nowhere, read } = await report([event(change)]);
    const day = change.ts.slice(0, 10);
    expect(nowhere).toEqual(events ? { events, days: { startDate: day, endDate: day } } : { events: 0 });
    expect(read).toEqual({ events: 1, days: { startDate: day, endDate: day } });
  });

  it('tells what the same format and video had in the preceding period, whether or not they were among its most frequent', async () => {
    const before = { ts: '2020-03-08 12:00:00', dt: '2020-03-08' };
    const { formats, topVideos, hours, precedingHours } = await report([
      event({ id: 'new', format: 'hd', ts: '2020-03-10 23:59:59' }),
      event({ id: 'old', format: 'sd', ts: '2020-03-10 00:00:00' }),
      event({ id: 'old', format: 'sd' }),
      ...Array.from({ length: 30 }, (_, index) => event({ ...before, id: `other ${index}`, format: `f${index}` })),
      ...Array.from({ length: 30 }, (_, index) => event({ ...before, id: `other ${index}`, format: `f${index}` })),
      event({ ...before, id: 'old', format: 'sd' }),
    ]);
    expect(formats.map(({ format, events, before: { events: earlier } }) => [format, events, earlier])).toEqual([
      ['sd', 2, 1],
      ['hd', 1, 0],
    ]);
    expect(topVideos.map(({ id, events, before: { events: earlier } }) => [id, events, earlier])).toEqual([
      ['old', 2, 1],
      ['new', 1, 0],
    ]);
    expect(hours.flatMap(({ hour, events }) => (events ? [[hour, events]] : []))).toEqual([
      [0, 1],
      [12, 1],
      [23, 1],
    ]);
    expect(precedingHours.flatMap(({ hour, events }) => (events ? [[hour, events]] : []))).toEqual([[12, 61]]);
  });

  it('brings few rows, whatever is in the store', async () => {
    const rows = await ask(
      Array.from({ length: 300 }, (_, index) =>
        event({ id: `${'long '.repeat(2000)}${index}`, format: `format ${index}`, userid: `${index % 7}` }),
      ),
    );
    expect(rows).toHaveLength(1 + 1 + 1 + 20 + 10 + 1);
    expect(Math.max(...rows.map((row) => String(row['label']).length))).toBe(200);
    expect(reportFrom(rows, QUERY).otherFormats).toEqual({ formats: 280, events: 280 });
  });

  it.each([
    ['as they are declared', METRICS],
    ['with others declared beside them', [...METRICS, ...ANOTHER]],
  ])(
    'equals a plain count of the same events, %s',
    async (_, metrics) => {
      const days = Array.from({ length: 14 }, (_, day) => addDays('2020-03-03', day));
      const times = ['00:00:00', '23:59:59.999', '12:34:56.7'];
      const events = fc.array(
        fc.record({
          id: text(['a', 'B', 'é', 'ß', '😀', '\uFFFD', "it's", '%', 'a ', '1', '2', '3', '4', '5']),
          userid: text(['u1', 'u2', 'U1', 'u1 ']),
          format: text(['hd', 'HD', 'sd', 'unknown', 'ünï']),
          ts: fc.oneof(
            fc.constant(null),
            fc.tuple(fc.constantFrom(...days), fc.constantFrom(...times)).map((parts) => parts.join(' ')),
          ),
          dt: fc.constantFrom(...days),
          ...Object.fromEntries(COLUMNS.slice(4, -1).map(({ name, type }) => [name, ANY[type] ?? fc.constant(null)])),
        }),
        { maxLength: 120, size: 'max' },
      ) as fc.Arbitrary<StoredEvent[]>;
      await fc.assert(
        fc.asyncProperty(
          events,
          fc.constantFrom(...days.slice(3, 10)),
          fc.nat(4),
          fc.nat(3),
          async (stored, startDate, length, lateArrivalDays) => {
            const query = { ...QUERY, startDate, endDate: addDays(startDate, length), lateArrivalDays };
            expect(await report(stored, query, metrics)).toEqual(recount(stored, query, metrics));
          },
        ),
        { numRuns: 25 },
      );
    },
    20_000,
  );
});
