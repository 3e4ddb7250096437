import { readFile } from 'node:fs/promises';
import { html, type Html, type Part } from '../../../../lambdas/shared/html';
import { bytes } from '../../../../scripts/text/words';
import { text } from '../../../../terraform/query';
import { section, time } from '../../page/parts';
import { type Context, type Download, type ViewRequest } from '../../view';
import { type Asked, listed } from './list';

/** A text as long as that is shown; what is longer can be downloaded, up to the larger size. */
const SHOWN = 64 * 1024;
const MOST = 64 * 1024 * 1024;

/** A bucket's objects, and of one that is asked for its text. */
export async function objects(asked: Asked): Promise<Html> {
  const { context, block, request } = asked;
  const [bucket, { objects: store }] = [text(block, 'bucket'), context.account];
  const list = listed(asked, 'Objects', ['Key', '#Size', 'Last modified'], store.list(bucket, ''), (key) => {
    const { size = 0, lastModified } = store.head(bucket, key) ?? {};
    const name = context.live ? html`<a href="${context.link('pipeline', [block.address], { key })}">${key}</a>` : key;
    return [name, bytes(size), lastModified && time(lastModified)];
  });
  const key = request.query.get('key');
  return key === null || !context.live ? list : html`${await object(context, bucket, key)}${list}`;
}

async function object({ account, link }: Context, bucket: string, key: string): Promise<Part> {
  const head = account.objects.head(bucket, key);
  if (!head) return html`<p class="note">There is no object ${key}.</p>`;
  const whole = head.size <= SHOWN ? textOf(await readFile(head.file)) : undefined;
  return section(
    key,
    html`<p>
        <a href="${link('pipeline', ['object', bucket], { key })}" download>Download</a> ${bytes(head.size)},
        ${time(head.lastModified)}
      </p>
      ${whole === undefined ? 'It is no text, or a long one.' : html`<pre tabindex="0">${whole}</pre>`}`,
  );
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const whole = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return whole.includes('\0') ? undefined : whole;
  } catch {
    return undefined;
  }
}

/** An object's bytes. */
export async function download({ account }: Context, { path, query }: ViewRequest): Promise<Download | undefined> {
  const [[bucket = ''], key] = [path, query.get('key')];
  const known = key !== null && account.objects.buckets().includes(bucket);
  const head = known ? account.objects.head(bucket, key) : undefined;
  if (!head || head.size > MOST) return undefined;
  return { type: 'application/octet-stream', name: head.key.split('/').at(-1) ?? '', body: await readFile(head.file) };
}
