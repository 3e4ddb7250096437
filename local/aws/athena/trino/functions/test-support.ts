import { type DuckDBConnection } from '@duckdb/node-api';
import { createInstance } from '../../../shared/duckdb';
import { athenaError } from '../../engine/athena-error';
import { athenaText } from '../../engine/athena-value';
import { analyse } from '../analyse';
import { TrinoError } from '../errors';
import { parse } from '../grammar/parse-statement';
import { macros, settingsOfTry } from '../types/cast';

/** The engine without tables, for expressions over `VALUES`. */
export class Expressions {
  private constructor(
    private readonly connection: DuckDBConnection,
    readonly close: () => void,
  ) {}

  static async open(): Promise<Expressions> {
    const instance = await createInstance();
    const connection = await instance.connect();
    await connection.run([...settingsOfTry, ...macros].join(';'));
    return new Expressions(connection, () => {
      connection.closeSync();
      instance.closeSync();
    });
  }

  async rows(sql: string): Promise<(string | null)[][]> {
    const parsed = parse(sql);
    if (!('query' in parsed)) throw new Error(`${sql} stops at ${parsed.stopped.text}`);
    const tables = {
      find: (): never => {
        throw new TrinoError('TABLE_NOT_FOUND', 'There are no tables.');
      },
    };
    const { sql: made, columns } = analyse(sql, parsed.query, tables, new Date('2026-03-01T12:00:00Z'));
    const rows = (await this.connection.runAndReadAll(made)).getRows();
    return rows.map((row) => columns.map(({ type }, index) => athenaText(row[index] ?? null, type)));
  }

  /** The answer, or the beginning of what is said instead of one. */
  async answer(expression: string): Promise<string | null> {
    try {
      return (await this.rows(`SELECT ${expression}`))[0]?.[0] ?? null;
    } catch (error) {
      const words = athenaError(error);
      return words.startsWith('Not in the local run') ? 'refused' : (words.split(':')[0] ?? '');
    }
  }

  /** One query for many values: `expression` of the columns `a`, `b`, … of each row. */
  async each(expression: string, rows: readonly (readonly string[])[]): Promise<(string | null)[]> {
    const names = (rows[0] ?? []).map((_, index) => 'abcdef'[index]);
    const values = rows.map((row, index) => `(${[index, ...row].join(', ')})`).join(', ');
    const sql = `SELECT ${expression} FROM (VALUES ${values}) AS t(n, ${names.join(', ')}) ORDER BY n`;
    return (await this.rows(sql)).map(([value]) => value ?? null);
  }
}

/** Literals of Trino; NULL has its type. */
export const textLiteral = (value: string | null): string =>
  value === null ? 'CAST(NULL AS varchar)' : `'${value.replaceAll("'", "''")}'`;
export const wholeLiteral = (value: bigint | number | null): string =>
  value === null ? 'CAST(NULL AS bigint)' : `BIGINT '${value}'`;
export const dateLiteral = (value: Date | null): string =>
  value === null ? 'CAST(NULL AS date)' : `DATE '${value.toISOString().slice(0, 10)}'`;
export const timeLiteral = (value: Date | null): string =>
  value === null ? 'CAST(NULL AS timestamp)' : `TIMESTAMP '${value.toISOString().replace('T', ' ').replace('Z', '')}'`;
