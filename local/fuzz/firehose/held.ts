import { printable } from '../../../scripts/text/printable';
import { type Attempt, type Row } from './attempt';

/** A line of an object among the errors. */
export interface ErrorLine {
  readonly lastErrorCode: string;
  readonly lastErrorMessage: string;
  readonly rawData: string;
}

/** What a delivery wrote. */
export interface Outcome {
  readonly rows: readonly { readonly mark: string | null; readonly id: string | null; readonly ts: string | null }[];
  readonly errors: readonly ErrorLine[];
}

export interface Counts {
  rows: number;
  ParseError: number;
  MalformedData: number;
}

const codes = {
  'DataFormatConversion.ParseError': 'ParseError',
  'DataFormatConversion.MalformedData': 'MalformedData',
} as const;

/** Holds what was delivered against what was sent: each record once, and as what it must be. @returns what is otherwise */
export function held(sent: readonly Attempt[], { rows, errors }: Outcome, counts: Counts): string[] {
  const found: string[] = [];
  const find = (what: string, { data }: Pick<Attempt, 'data'>): void =>
    void found.push(`${what}: ${printable(data.toString('latin1', 0, 300))}`);
  /** Those of which nothing was seen yet, by their bytes. */
  const byBytes = new Map<string, Attempt[]>();
  for (const one of sent) {
    const key = one.data.toString('base64');
    const same = byBytes.get(key);
    if (same) same.push(one);
    else byBytes.set(key, [one]);
  }
  const failed = new Set<Attempt>();
  for (const { rawData, lastErrorCode, lastErrorMessage } of errors) {
    const one = byBytes.get(rawData)?.pop();
    if (!one) {
      find('an error of what was not sent, or was told before', { data: Buffer.from(rawData, 'base64') });
      continue;
    }
    failed.add(one);
    const code = (codes as Readonly<Record<string, keyof Counts | undefined>>)[lastErrorCode];
    if (code === undefined || lastErrorMessage.includes('local run')) find(`${lastErrorCode} ${lastErrorMessage}`, one);
    else counts[code]++;
    if (one.verdict !== undefined && one.verdict !== code)
      find(`${code} (${lastErrorMessage}), not ${one.verdict}`, one);
  }
  const expected = new Map<string, { readonly one: Attempt; readonly row: Row }>();
  for (const one of sent) {
    if (failed.has(one)) continue;
    counts.rows++;
    if (one.rows.length === 0) find('neither a row nor an error', one);
    else if (one.verdict !== undefined && one.verdict !== 'rows') find(`rows, not ${one.verdict}`, one);
    for (const row of one.rows) expected.set(row.mark, { one, row });
  }
  for (const { mark, id, ts } of rows) {
    const was = expected.get(mark ?? '');
    if (!was) {
      find('a row of nobody, or once more', { data: Buffer.from(String(mark)) });
      continue;
    }
    expected.delete(mark ?? '');
    const { one, row } = was;
    if (row.id !== undefined && row.id !== id) find(`id is ${JSON.stringify(id)}, not ${JSON.stringify(row.id)}`, one);
    if (row.ts !== undefined && row.ts !== ts) find(`ts is ${String(ts)}, not ${row.ts}`, one);
  }
  for (const { one } of expected.values()) find('a row is lost', one);
  return found;
}
