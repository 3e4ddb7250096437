import { hasLiteralsOnly } from './engine/literals-only';

/** How Athena tells of a statement, and of the file that its result is written to. */
export interface StatementKind {
  readonly StatementType: 'DML' | 'UTILITY';
  readonly SubstatementType: string;
  /** `OutputLocation` ends in it. */
  readonly extension: 'csv' | 'txt';
  readonly contentType: string;
  /** Whether the first row of a result has the columns' names. */
  readonly hasHeader: boolean;
  /** Absent where Athena leaves it out. */
  readonly UpdateCount?: 0;
}

/** Its file's type: aoyagikouhei/athena-local at 16b249f, docs/dev/measurements/result-files.md, #5 and #70. */
export const select: StatementKind = {
  StatementType: 'DML',
  SubstatementType: 'SELECT',
  extension: 'csv',
  contentType: 'application/octet-stream',
  hasHeader: true,
  UpdateCount: 0,
};

/** Of a result's file, and of its metadata beside it. */
export const contentTypeOf = ({ StatementType, contentType }: StatementKind, sql: string): string =>
  StatementType === 'DML' && hasLiteralsOnly(sql) ? 'binary/octet-stream' : contentType;

/** SHOW and DESCRIBE: the rows of a text, without the columns' names. */
export const utility = (SubstatementType: string): StatementKind => ({
  StatementType: 'UTILITY',
  SubstatementType,
  extension: 'txt',
  contentType: 'binary/octet-stream',
  hasHeader: false,
  UpdateCount: 0,
});
