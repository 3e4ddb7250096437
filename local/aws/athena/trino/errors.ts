import { type Position } from './grammar/token';

/** A fault of the query in Trino's words: `COLUMN_NOT_FOUND: line 1:8: …`. */
export class TrinoError extends Error {
  constructor(
    readonly code: string,
    message: string,
    at?: Position,
  ) {
    super(`${code}: ${at ? `line ${at.line}:${at.column}: ` : ''}${message}`);
  }
}

export const page = 'docs/reference/athena-sql.md';

/** What Athena does and the local run doesn't: never in Athena's words. */
export class NotInLocalRun extends Error {
  constructor(what: string, at?: Position) {
    super(
      `Not in the local run: ${what}${at ? ` (line ${at.line}, column ${at.column})` : ''}. ` +
        `Athena has it; ${page} lists what the local run takes.`,
    );
  }
}

export const mismatch = (message: string, at: Position): TrinoError => new TrinoError('TYPE_MISMATCH', message, at);

/** In the SQL that runs: the beginning of what a value asks for that is refused only when it comes. */
export const refusalMark = 'NOT_IN_LOCAL_RUN ';
