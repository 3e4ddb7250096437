import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { CallSites } from './call-sites';
import { writeProgram } from './environment/program';
import { Sandbox } from './sandbox';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'call-sites-')));
afterAll(() => rmSync(folder, { recursive: true }));

/** As the SDK does: it sends its request some turns after it was asked to, from a package. */
const sources = {
  'node_modules/client/index.js': `import { request } from 'node:http';
    export class Client {
      async send(path) { await null; return this.later(path); }
      later(path) {
        return new Promise((resolve, reject) =>
          request({ port: Number(process.env.PORT), path, headers: { own: 'kept' } }, (answer) =>
            answer.on('data', (text) => resolve(String(text)))).on('error', reject).end());
      }
    }`,
  'ask.ts': `import { Client } from 'client';
    export async function ask(path: string): Promise<string> {
      return await new Client().send(path).catch(String);
    }`,
  'handler.ts': `import { ask } from './ask';
    export const handler = async () => ask('/from-handler');`,
};

test('a request tells the line of our source that made it, out of a minified bundle', async () => {
  for (const [name, text] of Object.entries(sources)) {
    if (name.includes('/')) buildSync({ stdin: { contents: text }, outfile: join(folder, name) });
    else writeFileSync(join(folder, name), text);
  }
  const file = join(folder, 'out/index.mjs');
  buildSync({
    entryPoints: [join(folder, 'handler.ts')],
    outfile: file,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    sourcemap: 'linked',
  });
  const server = createServer(({ headers }, answer) => {
    answer.end(JSON.stringify([headers['x-local-call-site'], headers['own']]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const env = { PORT: String((server.address() as AddressInfo).port) };
  const [task, program] = [join(folder, 'out'), writeProgram(folder)];
  const sandbox = new Sandbox({ program, task, folder, handler: 'index.handler', env, memoryMegabytes: 128 });
  const asked = { payload: '{}', clockOffset: 0, deadline: Date.now() + 20_000, context: {} };
  await sandbox.initialize(() => undefined);
  const outcome = await sandbox.invoke(asked, 20_000, () => undefined);
  await sandbox.close();
  server.close();
  const [frames, own] = JSON.parse(JSON.parse('result' in outcome ? outcome.result : '""') as string) as string[];
  expect(own).toBe('kept');
  expect(new CallSites(file).find(frames ?? '')).toBe('ask.ts:3');
  expect(readFileSync(join(folder, 'ask.ts'), 'utf8').split('\n')[2]).toContain('.send(');
});

test('nothing is told of frames that are none, and of a module without a map', () => {
  const map = new CallSites(join(folder, 'out/index.mjs'));
  expect([map.find(''), map.find('x y')]).toEqual([undefined, undefined]);
  expect(new CallSites(join(folder, 'gone.mjs')).find('1:1')).toBeUndefined();
});
