import { type Truth } from '../../truth';
import { names } from '../test-support';

/** A statement that tells of the catalog, and what Athena answers. */
export interface MetadataTruth extends Truth {
  readonly sql: string;
  readonly substatement: string;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** How the file is served. */
  readonly contentType: string;
  readonly updateCount: 0 | undefined;
  /** What Glue is asked as the caller, the database `default` among it. */
  readonly needs: readonly string[];
}

/** Answers of Athena's engine 3, kept by what was asked. */
const measured = (round: string): Truth['source'] => ({
  recorded: `aoyagikouhei/athena-local at a34621c, docs/dev/measurements/query-results.md, ${round}`,
});
const table = `\`${names.table}\``;
const inDatabase = `IN \`${names.database}\``;

const tables = (sql: string, says: string, rows: readonly string[]): MetadataTruth => ({
  says,
  source: measured('#173 d4, and uber/athenadriver, examples/query/util_show.go'),
  sql,
  substatement: 'SHOW_TABLES',
  columns: ['tab_name'],
  rows,
  contentType: 'binary/octet-stream',
  updateCount: 0,
  needs: ['glue:GetDatabase', 'glue:GetDatabase', 'glue:GetTables'],
});

const databases = (sql: string, says: string): MetadataTruth => ({
  says,
  source: measured('#173 d3, and uber/athenadriver, examples/query/util_show.go'),
  sql,
  substatement: 'SHOW_DATABASES',
  columns: ['database_name'],
  rows: [names.database],
  contentType: 'binary/octet-stream',
  updateCount: 0,
  needs: ['glue:GetDatabase', 'glue:GetDatabases'],
});

const columns = (sql: string, says: string): MetadataTruth => ({
  says,
  source: measured('#173 d1, and pyathena-dev/PyAthena at 5f0f784, tests/pyathena/s3fs/test_cursor.py'),
  sql,
  substatement: 'SHOW_COLUMNS',
  columns: ['field'],
  rows: ['id', 'userid', 'format', 'ts', 'dt'].map((name) => name.padEnd(20)),
  contentType: 'binary/octet-stream',
  updateCount: 0,
  needs: ['glue:GetTable', 'glue:GetDatabase', 'glue:GetDatabase'],
});

const partitions = (sql: string, says: string): MetadataTruth => ({
  says,
  source: {
    recorded:
      'aoyagikouhei/athena-local at 01606e0, docs/dev/measurements/statements.md, x1: no partition, a file of 0 bytes',
  },
  sql,
  substatement: 'SHOW_PARTITIONS',
  columns: ['partition'],
  rows: [],
  contentType: 'binary/octet-stream',
  updateCount: 0,
  needs: ['glue:GetDatabase', 'glue:GetDatabase', 'glue:GetTable', 'glue:GetPartitions'],
});

const described = (name: string, type: string): string => [name, type, ''].map((text) => text.padEnd(20)).join('\t');

const description = (sql: string, says: string): MetadataTruth => ({
  says,
  source: measured('#173 d1 and d6'),
  sql,
  substatement: 'DESCRIBE_TABLE',
  columns: ['col_name', 'data_type', 'comment'],
  rows: [
    described('id', 'string'),
    described('userid', 'string'),
    described('format', 'string'),
    described('ts', 'timestamp'),
    described('dt', 'string'),
    '\t \t ',
    '# Partition Information\t \t ',
    '# col_name            \tdata_type           \tcomment             ',
    '\t \t ',
    described('dt', 'string'),
  ],
  contentType: 'application/octet-stream',
  updateCount: undefined,
  needs: ['glue:GetTable', 'glue:GetDatabase', 'glue:GetDatabase'],
});

export const metadataTruths: readonly MetadataTruth[] = [
  tables('SHOW TABLES', "The tables of the context's database", [names.table]),
  tables(`show tables ${inDatabase};`, 'The tables of a database', [names.table]),
  tables(`SHOW TABLES FROM \`${names.database}\` 'ev*|x'`, 'Those that match a choice', [names.table]),
  tables(`SHOW TABLES ${inDatabase} LIKE '.*dev-blog'`, 'Those that match, with LIKE', [names.table]),
  tables(`SHOW TABLES ${inDatabase} 'events'`, 'A pattern is of the whole name; no row is no error', []),
  databases('SHOW DATABASES', 'The databases of the catalog'),
  databases('SHOW SCHEMAS;', 'They go by two names'),
  columns(`SHOW COLUMNS IN ${table}`, 'The names of the columns and partition keys, of 20 characters'),
  columns(`SHOW COLUMNS FROM \`${names.database}\`.${table}`, "Of a database's table"),
  columns(`SHOW COLUMNS FROM ${table} ${inDatabase}`, "The same in the page's other words"),
  partitions(`SHOW PARTITIONS ${table}`, 'Projected partitions are none of the catalog'),
  partitions(`show partitions \`${names.database}\`.${table};`, "Nor are those of a database's table"),
  description(`DESCRIBE ${table}`, 'Columns, then the partition keys once more; one text a row'),
  description(`desc \`${names.database}\`.${table};`, "The same by its short name, of a database's table"),
];
