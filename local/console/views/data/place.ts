import { html, type Html } from '../../../../lambdas/shared/html';

/** No line is shown further before the place. */
const BEFORE = 80;

/** The line of a query that an error of Athena's is about, `line 1:8`, with a mark under what stands at its column. */
export function placeIn(sql: string, message: string): Html | undefined {
  const [, line, column] = /\bline (\d+)(?::|, column )(\d+)/.exec(message) ?? [];
  const text = line === undefined ? undefined : sql.split('\n')[Number(line) - 1];
  if (text === undefined) return undefined;
  const at = Number(column) - 1;
  const [marked = ' '] = /^(?:\w+|"[^"]*"|'[^']*'|.)/u.exec(text.slice(at)) ?? [];
  const start = Math.max(0, at - BEFORE);
  return html`<pre tabindex="0" role="region" aria-label="Line ${line}, column ${column}"><code>${line} | ${
    start > 0 && '…'
  }${text.slice(start, at)}<mark>${marked}</mark>${text.slice(at + marked.length, at + marked.length + BEFORE)}</code></pre>`;
}
