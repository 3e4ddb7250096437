import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from './bootstrap';
import { makeInvoker } from './invoke';
import { lambdaConsole } from './lambda-console';
import { loadHandler } from './load-handler';
import { largestAnswer } from './messages';

const builtins = ['fs', 'http', 'module', 'path', 'url', 'util'];
/** What AWS's clients load of Node.js: a process that was started before it is asked for anything has them by then. */
const ahead = ['crypto', 'https', 'os', 'stream', 'timers/promises', 'zlib'];

/** A CommonJS module, so that what it loads has no `require` of it: an ES module that is imported has none. */
const program = `(${bootstrap.toString()})(
  { ${builtins.map((name) => `${name}: require('node:${name}')`).join(', ')} },
  { ${[lambdaConsole, loadHandler, makeInvoker].map((part) => `${part.name}: ${part.toString()}`).join(', ')} },
  (file) => import(file),
  ${largestAnswer},
);
for (const name of ${JSON.stringify(ahead)}) require('node:' + name);
`;

/**
 * Writes what environments run.
 * @param folder that of the run's functions
 * @returns the file
 */
export function writeProgram(folder: string): string {
  const file = join(folder, 'runtime/index.cjs');
  mkdirSync(join(folder, 'runtime'), { recursive: true });
  // Above the code there is none on Lambda, and here nothing of this machine's.
  writeFileSync(join(folder, 'package.json'), '{}\n');
  writeFileSync(file, program);
  return file;
}
