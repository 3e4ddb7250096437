import { type Dice } from './dice';
import { type Draft } from './draft';

/** The bytes of a request: one in forty is broken on its way, once it is signed. */
export function rawOf(dice: Dice, draft: Draft, headers: Readonly<Record<string, string>>): Buffer {
  const { whole, lines } = writtenOf(draft, headers);
  return dice.once(40) ? broken(dice, whole, lines) : whole;
}

/** The bytes of a request, and the lines of its headers among them. */
export function writtenOf(
  { method, url, body }: Pick<Draft, 'method' | 'url' | 'body'>,
  headers: Readonly<Record<string, string>>,
): { readonly whole: Buffer; readonly lines: string } {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const all: Record<string, string> = { ...headers, 'content-length': String(bytes.length) };
  const lines = Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  return { whole: Buffer.concat([Buffer.from(`${method} ${url} HTTP/1.1\r\n${lines}\r\n`, 'latin1'), bytes]), lines };
}

/** Each ends its connection, or is whole as HTTP: nobody waits for what does not come. */
function broken(dice: Dice, whole: Buffer, lines: string): Buffer {
  const garbage = (text: string): Buffer => Buffer.from(text, 'latin1');
  switch (dice.number(7)) {
    case 0:
      return garbage(`GET /${String.fromCharCode(dice.number(32))} HTTP/1.1\r\n\r\n`);
    case 1:
      return garbage(`GET / HTTP/1.1\r\nx: \0\r\n\r\n`);
    case 2:
      return garbage(`PUT /b/k HTTP/1.1\r\nconnection: close\r\n${lines}transfer-encoding: chunked\r\n\r\nzz\r\n\r\n`);
    case 3:
      return garbage(`GET http://127.0.0.1/a/b HTTP/1.1\r\nconnection: close\r\n\r\n`);
    case 4:
      return garbage(`GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`);
    case 5:
      return garbage(`PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`);
    default: {
      // One byte of it is another: in its first line, its headers or its body.
      const changed = Buffer.from(whole);
      const end = whole.indexOf('\r\ncontent-length');
      changed[dice.number(Math.max(1, end))] = 33 + dice.number(94);
      return Buffer.concat([changed.subarray(0, end), garbage('\r\nconnection: close'), changed.subarray(end)]);
    }
  }
}
