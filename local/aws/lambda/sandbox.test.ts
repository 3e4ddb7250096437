import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../test-support';
import { writeProgram } from './environment/program';
import { Sandbox } from './sandbox';

const { folder, remove } = temporaryFolder('lambda-sandbox');
const program = writeProgram(folder);
const made: Sandbox[] = [];
afterAll(async () => {
  await Promise.all(made.map((one) => one.close()));
  remove();
});

function sandbox(code: string, limit?: number): Sandbox {
  const task = join(folder, String(made.length), 'task');
  mkdirSync(task, { recursive: true });
  writeFileSync(join(task, 'index.mjs'), code);
  const options = { program, task, folder: dirname(task), handler: 'index.handler', env: {}, memoryMegabytes: 128 };
  const one = new Sandbox(options, limit);
  made.push(one);
  return one;
}
const ignore = () => undefined;
const message = () => ({ payload: '{}', clockOffset: 0, deadline: Date.now() + 1_000, context: {} });

test('a module that is not loaded within the limit is loaded anew, on the time of the invocation', async () => {
  const one = sandbox('for (;;);', 1_000);
  expect(await one.initialize(ignore)).toBeUndefined();
  expect(one.alive).toBe(true);
  expect(await one.invoke(message(), 1_000, ignore)).toEqual({
    error: { errorType: 'Sandbox.Timedout', errorMessage: 'Error: Task timed out after 1.00 seconds' },
  });
  expect(one.alive).toBe(false);
});

test('an answer that came in time counts, though nobody was there to hear it', async () => {
  const one = sandbox(
    `import { writeFileSync } from 'node:fs';
     export const handler = async () => {
       setTimeout(() => writeFileSync(process.env.TMPDIR + '/answered', ''));
       return 'well';
     };`,
  );
  await one.initialize(ignore);
  const own = readdirSync(join(folder, '1')).find((name) => name.startsWith('environment-')) ?? '';
  const answered = join(folder, '1', own, 'tmp/answered');
  const outcome = one.invoke(message(), 100, ignore);
  for (const until = Date.now() + 200; Date.now() < until || !existsSync(answered););
  expect(await outcome).toEqual({ result: '"well"' });
  await one.close();
});

test.each([
  ['an exit', 'process.exit(3);', 'Runtime.ExitError'],
  [
    'a rejection',
    `Promise.reject(new Error('lost')); await new Promise(() => {});`,
    'Runtime.UnhandledPromiseRejection',
  ],
])('%s while the module loads is what the invocation gets', async (_what, code, errorType) => {
  const one = sandbox(code);
  await one.initialize(ignore);
  expect(await one.invoke(message(), 60_000, ignore)).toMatchObject({ error: { errorType } });
});
