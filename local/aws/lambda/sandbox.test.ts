import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../test-support';
import { Sandbox } from './sandbox';

const { folder, remove } = temporaryFolder('lambda-sandbox');
afterAll(remove);

function sandbox(code: string, limit?: number): Sandbox {
  const file = join(folder, 'index.mjs');
  writeFileSync(file, code);
  return new Sandbox({ file, handler: 'index.handler', env: {}, memoryMegabytes: 128 }, limit);
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
  const answered = join(folder, 'answered');
  const one = sandbox(
    `import { writeFileSync } from 'node:fs';
     export const handler = async () => {
       setTimeout(() => writeFileSync(${JSON.stringify(answered)}, ''));
       return 'well';
     };`,
  );
  await one.initialize(ignore);
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
