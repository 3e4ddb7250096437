import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** By this header of an informational answer (103) a fault tells a function's HTTP client what its network would. */
export const FAULT_HEADER = 'x-local-fault';

/**
 * Stands before a function's bundle, in the same line. Waits between attempts, which end by a promise's own resolve where
 * they are long, take a hundredth of what they should; a limit of a second or more is as long as it is, or a machine that is
 * busy would be taken for a fault, and is over at once where the endpoint says that nothing will come. A connection that is
 * refused fails as Node.js has it fail.
 */
const preamble = `
import { subscribe } from 'node:diagnostics_channel';
import { syncBuiltinESMExports } from 'node:module';
import timersPromises from 'node:timers/promises';
{
  const { setTimeout: later, clearTimeout: cancel } = globalThis;
  const limits = new Map();
  globalThis.setTimeout = (run, after = 0, ...args) => {
    const done = () => { limits.delete(timer); run(...args); };
    const isWait = after < 1000 || /\\[native code\\]/.test(Function.prototype.toString.call(run));
    const timer = later(done, isWait ? after / 100 : after);
    if (!isWait) limits.set(timer, () => { cancel(timer); done(); });
    return timer;
  };
  globalThis.clearTimeout = (timer) => { limits.delete(timer); cancel(timer); };
  const { setTimeout: sleep } = timersPromises;
  timersPromises.setTimeout = (after, ...args) => sleep(after / 100, ...args);
  syncBuiltinESMExports();
  subscribe('http.client.request.start', ({ request }) => request.on('information', ({ headers }) => {
    if (headers['${FAULT_HEADER}'] === 'hung') for (const over of [...limits.values()]) over();
    if (headers['${FAULT_HEADER}'] === 'refused') {
      const refused = new Error('connect ECONNREFUSED 127.0.0.1:443');
      request.destroy(Object.assign(refused, { code: 'ECONNREFUSED', syscall: 'connect' }));
    }
  }));
}`;

/** Copies what was synthesized, with the preamble in every bundle. @param from holds `stacks` and `bundles` */
export function withPreamble(from: string, to: string): void {
  for (const name of ['stacks', 'bundles']) cpSync(join(from, name), join(to, name), { recursive: true });
  const bundles = join(to, 'bundles');
  for (const name of readdirSync(bundles, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.mjs')) continue;
    const file = join(bundles, name);
    writeFileSync(file, `${preamble.replaceAll(/\n\s*/g, ' ').trim()} ${readFileSync(file, 'utf8')}`);
  }
}
