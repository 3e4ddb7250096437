import { html, type Html } from '../../../../lambdas/shared/html';
import { whole } from '../../../../scripts/text/words';
import { type Execution } from '../../../aws/step-functions/execution';
import { type Context, type View } from '../../view';
import { executionAt, pathOf } from './address';

/** A page has hundreds, and each may have 256 KiB. */
const MOST = 5_000;

/** JSON that is opened by whoever wants it; what is long is cut, and whole behind its link. */
export function data(
  context: Context,
  execution: Execution,
  title: string,
  event: number,
  json?: string,
): Html | false {
  if (json === undefined) return false;
  const text = pretty(json);
  const [machine, name] = pathOf(execution);
  const link = context.live && context.link('executions', ['~event', machine, name, String(event)]);
  const cut = html`<p>
    Cut: it has ${whole(text.length)} characters. ${link !== false && html`<a href="${link}">The whole event</a>`}
  </p>`;
  return html`<details id="${title}-${event}-${machine}-${name}">
    <summary>${title}</summary>
    <pre tabindex="0">${text.slice(0, MOST)}</pre>
    ${text.length > MOST && cut}
  </details>`;
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), undefined, 2);
  } catch {
    return json;
  }
}

/** An event of the history, whole. No machine's name has a tilde. */
export const downloads: NonNullable<View['downloads']> = {
  '~event': async (context, { path: [machine = '', name = '', id = ''] }) => {
    const event = executionAt(context, [machine, name])?.history.events[Number(id) - 1];
    return event && { type: 'application/json', name: `${name}-${id}.json`, body: JSON.stringify(event) };
  },
};
