import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { temporaryFolder } from '../../../test-support';
import { type Outcome, Sandbox } from '../sandbox';
import { type FunctionError } from './messages';
import { writeProgram } from './program';

const { folder, remove } = temporaryFolder('lambda-lenient');
const program = writeProgram(folder);
const made: Sandbox[] = [];
afterAll(async () => {
  await Promise.all(made.map((one) => one.close()));
  remove();
});

/** What a function comes to, whose only file is that one. */
async function run(code: string, { file = 'index.mjs', handler = 'index.handler', runtime = 24, memory = 128 } = {}) {
  const own = join(folder, String(made.length));
  const task = join(own, 'task');
  mkdirSync(task, { recursive: true });
  writeFileSync(join(task, file), code);
  const env = { TZ: ':UTC', AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${runtime}.x` };
  const sandbox = new Sandbox({ program, task, folder: own, handler, env, memoryMegabytes: memory });
  made.push(sandbox);
  let said = '';
  const log = (text: string) => void (said += text);
  await sandbox.initialize(log);
  const deadline = Date.now() + 20_000;
  const message = { payload: '{"a":1}', clockOffset: 0, deadline, context: { awsRequestId: 'id' } };
  const outcome = await sandbox.invoke(message, 20_000, log);
  return { outcome, said, task, own, alive: sandbox.alive };
}
const failure = (outcome: Outcome): FunctionError =>
  'error' in outcome ? outcome.error : { errorType: 'none', errorMessage: outcome.result };
const value = (outcome: Outcome): unknown => ('result' in outcome ? JSON.parse(outcome.result) : outcome.error);
const body = (code: string) => `export const handler = async () => { ${code} };`;

/** What a bundler makes of a CommonJS package in an ES module. */
function bundled(): string {
  const source = join(folder, 'source');
  mkdirSync(join(source, 'node_modules/colours'), { recursive: true });
  writeFileSync(
    join(source, 'node_modules/colours/index.js'),
    `const tty = require('tty'); module.exports = () => tty.isatty(1);`,
  );
  const { outputFiles } = buildSync({
    stdin: {
      contents: `import colours from 'colours'; export const handler = async () => colours();`,
      resolveDir: source,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

test.each([
  ['a CommonJS package that requires a builtin', bundled, 'Error', 'Dynamic require of "tty" is not supported'],
  ['require in an ES module', () => body('return require("node:fs")'), 'ReferenceError', 'require is not defined'],
  [
    'globalThis.require',
    () => body('return globalThis.require("node:fs")'),
    'TypeError',
    'globalThis.require is not a function',
  ],
  ['module in an ES module', () => body('return module'), 'ReferenceError', 'module is not defined'],
  ['__dirname in an ES module', () => body('return __dirname'), 'ReferenceError', '__dirname is not defined'],
  [
    'a package that is not in the zip',
    () => `import '@aws-sdk/client-s3'; ${body('return 1')}`,
    'Error',
    "Cannot find package '@aws-sdk/client-s3' imported from /var/task/index.mjs",
  ],
  [
    'such a package, while it runs',
    () => body(`return import('@aws-sdk/credential-provider-ini')`),
    'Error',
    "Cannot find package '@aws-sdk/credential-provider-ini' imported from /var/task/index.mjs",
  ],
])('%s fails as on Lambda', async (_what, code, errorType, message) => {
  const error = failure((await run(code())).outcome);
  expect(error).toEqual({ errorType, errorMessage: expect.stringContaining(message), trace: expect.any(Array) });
});

const fs = `import * as fs from 'node:fs'; import * as os from 'node:os';`;

test('a file is written to the temporary folder alone, and nothing is read but the zip', async () => {
  const attempt = (code: string) =>
    `(() => { try { ${code}; return 'done'; } catch (error) { return error.code; } })()`;
  const { outcome, task, own, alive } = await run(`${fs} import { spawnSync } from 'node:child_process';
    import { Worker } from 'node:worker_threads';
    ${body(`return [
      ${attempt(`fs.readFileSync('index.mjs')`)},
      ${attempt(`fs.writeFileSync(os.tmpdir() + '/own', 'x'); fs.readFileSync(os.tmpdir() + '/own')`)},
      ${attempt(`fs.writeFileSync('beside.txt', 'x')`)},
      ${attempt(`fs.readFileSync(${JSON.stringify(join(process.cwd(), 'package.json'))})`)},
      ${attempt(`fs.readFileSync('/etc/passwd')`)},
      ${attempt(`fs.readdirSync(os.homedir())`)},
      ${attempt(`spawnSync('true')`)},
      ${attempt(`new Worker('', { eval: true })`)},
    ]`)}`);
  const denied = 'ERR_ACCESS_DENIED';
  expect(value(outcome)).toEqual(['done', 'done', denied, denied, denied, denied, denied, denied]);
  expect([readdirSync(task), alive]).toEqual([['index.mjs'], true]);
  await made.at(-1)?.close();
  // Gone with the environment.
  expect(readdirSync(own)).toEqual(['task']);
});

test('the zone of time is UTC, the folder the code’s, and neither is the host’s', async () => {
  const { outcome, task } = await run(
    body(
      `return [new Date(0).getHours(), Intl.DateTimeFormat().resolvedOptions().timeZone, process.cwd(), process.send]`,
    ),
  );
  expect(value(outcome)).toEqual([0, 'UTC', task, null]);
});

test.each([
  ['index.js', `exports.handler = async (event) => [event.a, typeof require, typeof __dirname];`],
  ['index.cjs', `exports.handler = async (event) => [event.a, typeof require, typeof __dirname];`],
])('%s is CommonJS', async (file, code) => {
  expect(value((await run(code, { file })).outcome)).toEqual([1, 'function', 'string']);
});

test.each([
  ['none.handler', 'Runtime.ImportModuleError', `Error: Cannot find module 'none'`],
  ['index', 'Runtime.MalformedHandlerName', 'Bad handler'],
  ['../index.handler', 'Runtime.MalformedHandlerName', `'../index.handler' is not a valid handler name.`],
  ['index.a.c', 'Runtime.HandlerNotFound', 'index.a.c is undefined or not exported'],
])('the handler %s is told as Lambda tells it', async (handler, errorType, message) => {
  const error = failure((await run('export const a = { b: async () => 1 };', { handler })).outcome);
  expect(error).toMatchObject({ errorType, errorMessage: expect.stringContaining(message) });
});

test('a handler may lie under a path of names', async () => {
  const { outcome } = await run('export const a = { b: async (event) => event.a };', { handler: 'index.a.b' });
  expect(value(outcome)).toBe(1);
});

test.each([
  ['a handler that is not async answers nothing', 'export const handler = () => 5;', null],
  [
    'a callback waits for what else runs',
    `export const handler = (event, context, done) => {
     done(null, 'called'); setTimeout(() => (globalThis.later = 1), 20); };`,
    'called',
  ],
  [
    'or does not',
    `export const handler = (event, context, done) => {
     context.callbackWaitsForEmptyEventLoop = false; setInterval(() => 1, 1e6); done(null, 'at once'); };`,
    'at once',
  ],
  ['a callback that is never called', 'export const handler = (event, context, done) => {};', null],
  ['context.succeed', 'export const handler = (event, context) => context.succeed(7);', 7],
])('up to Node.js 22, %s', async (_what, code, expected) => {
  expect(value((await run(code, { runtime: 22 })).outcome)).toBe(expected);
});

test.each([
  [
    'a promise that is never settled',
    body('await new Promise(() => {})'),
    'Runtime.NodeJsExit',
    'The Lambda runtime client detected',
  ],
  ['what JSON does not have', body('return 1n'), 'Error', 'Unable to stringify response body'],
  [
    'what a timer throws',
    body(`setTimeout(() => { throw new RangeError('late') }); await new Promise(() => {})`),
    'RangeError',
    'late',
  ],
])('up to Node.js 22, %s is an error', async (_what, code, errorType, message) => {
  const error = failure((await run(code, { runtime: 22 })).outcome);
  expect(error).toMatchObject({ errorType, errorMessage: expect.stringContaining(message) });
});

test('what is written to the descriptors themselves is in the log, whatever becomes of the process', async () => {
  const { outcome, said } = await run(
    `${fs} ${body(`fs.writeSync(1, 'straight\\n'); process.stdout.write('out\\n');
    console.error('two\\nlines'); fs.writeSync(2, 'no end'); process.exit(3)`)}`,
  );
  expect(failure(outcome).errorMessage).toBe('Error: Runtime exited with error: exit status 3');
  expect(said).toMatch(/^straight\nout\n\S+Z\tid\tERROR\ttwo\rlines\nno end$/);
});

test('memory beyond the function’s ends it', async () => {
  const { outcome } = await run(body('const all = []; for (;;) all.push(new Array(1e5).fill(all.length));'));
  expect(failure(outcome)).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
});
