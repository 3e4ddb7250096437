/** Where something stands in a query, as Trino counts: both from 1, columns in code points. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type TokenKind =
  | 'word'
  | 'quoted'
  | 'string'
  | 'binary'
  | 'integer'
  | 'decimal'
  | 'double'
  | 'operator'
  | 'end'
  /** What Trino has no token for, or what only its own grammar can judge. */
  | 'other';

export interface Token extends Position {
  readonly kind: TokenKind;
  /** As written; keywords are compared in upper case. */
  readonly text: string;
  /** What a string or a quoted name says. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Words that are no names without quotes. https://trino.io/docs/current/language/reserved.html */
export const reserved: ReadonlySet<string> = new Set(
  (
    'ALTER AND AS AUTO BETWEEN BY CASE CAST CONSTRAINT CREATE CROSS CUBE CURRENT_CATALOG CURRENT_DATE CURRENT_PATH ' +
    'CURRENT_ROLE CURRENT_SCHEMA CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DEALLOCATE DELETE DESCRIBE DISTINCT DROP ' +
    'ELSE END ESCAPE EXCEPT EXECUTE EXISTS EXTRACT FALSE FOR FROM FULL GROUP GROUPING HAVING IN INNER INSERT ' +
    'INTERSECT INTO IS JOIN JSON_ARRAY JSON_EXISTS JSON_OBJECT JSON_QUERY JSON_TABLE JSON_VALUE LEFT LIKE LISTAGG ' +
    'LOCALTIME LOCALTIMESTAMP NATURAL NORMALIZE NOT NULL ON OR ORDER OUTER PREPARE RECURSIVE RIGHT ROLLUP SELECT SKIP ' +
    'TABLE THEN TRIM TRUE UESCAPE UNION UNNEST USING VALUES WHEN WHERE WITH'
  ).split(' '),
);
