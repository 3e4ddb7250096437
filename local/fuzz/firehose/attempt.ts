/** What must become of a record: rows, or an object among the errors with this code; `refused`: nobody takes it. */
export type Verdict = 'rows' | 'ParseError' | 'MalformedData' | 'refused';

/** A row by which its record is found again, and what else is known of it. */
export interface Row {
  /** In the column `userid`. */
  readonly mark: string;
  readonly id?: string;
  readonly ts?: string;
}

export interface Attempt {
  readonly data: Buffer;
  /** Those that it has if it has any. */
  readonly rows: readonly Row[];
  /** Where the way it was made tells it. */
  readonly verdict?: Verdict;
}

export type Deserializer = 'open_x_json_ser_de' | 'hive_json_ser_de';

/** The table's columns by their deserializer: each type that it reads. */
const numbers = { t: 'tinyint', m: 'smallint', i: 'int', l: 'bigint', f: 'float', d: 'double' };
export const columnsOf: Readonly<Record<Deserializer, Readonly<Record<string, string>>>> = {
  open_x_json_ser_de: { id: 'string', userid: 'string', ...numbers, day: 'date', ts: 'timestamp' },
  hive_json_ser_de: { id: 'string', userid: 'string', ...numbers },
};
