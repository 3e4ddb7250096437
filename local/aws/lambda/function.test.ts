import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Stack } from '../../../terraform/stack';
import { temporaryFolder } from '../../test-support';
import { Environments } from './environment/environments';
import { writeProgram } from './environment/program';
import { type Environment, type FunctionConfiguration, LambdaFunction } from './function';

const { folder, remove } = temporaryFolder('lambda-function');
const program = writeProgram(folder);
const running: LambdaFunction[] = [];
const environments = new Environments<Environment>();
const lines: string[] = [];
let now = new Date('2026-10-01T08:00:00Z');

const stack: Stack = { name: 's', folder, accountId: '000000000000', region: 'eu-west-1', blocks: [], outputs: {} };

/** A function whose module is `code`. */
function lambda(code: string, configuration: Partial<FunctionConfiguration> = {}, file = 'index.mjs'): LambdaFunction {
  const own = join(folder, String(running.length));
  const task = join(own, 'task');
  mkdirSync(task, { recursive: true });
  writeFileSync(join(task, file), code);
  const made = new LambdaFunction(
    {
      name: 'f',
      arn: 'arn:aws:lambda:eu-west-1:000000000000:function:f',
      roleArn: 'arn:aws:iam::000000000000:role/f',
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      memoryMegabytes: 128,
      timeoutSeconds: 5,
      logGroup: '/aws/lambda/f',
      tracing: false,
      environment: { GREETING: 'hello' },
      published: false,
      ...configuration,
    },
    {
      stack,
      environments,
      unpack: () => ({ task, program, folder: own }),
      environment: () => ({ AWS_ACCESS_KEY_ID: 'ASIALOCAL0' }),
      now: () => now,
      log: (_stream, text) => void lines.push(...text.split('\n').filter(Boolean)),
    },
  );
  running.push(made);
  return made;
}

const invoke = async (code: string, payload: unknown = {}, configuration: Partial<FunctionConfiguration> = {}) => {
  const invocation = await lambda(code, configuration).invoke(JSON.stringify(payload), 'request-1');
  return { ...invocation, payload: JSON.parse(invocation.payload) as unknown };
};

beforeEach(() => {
  lines.length = 0;
  now = new Date('2026-10-01T08:00:00Z');
});
afterAll(async () => {
  await Promise.all(running.map((one) => one.close()));
  await environments.close();
  remove();
});

test('answers with the result, and logs what Lambda logs', async () => {
  const { payload, error } = await invoke(
    `export const handler = async (event, context) => {
       console.log(JSON.stringify({ got: event.a, of: context.functionName, left: context.getRemainingTimeInMillis() > 0 }));
       return { twice: event.a * 2 };
     };`,
    { a: 21 },
  );
  expect({ payload, error }).toEqual({ payload: { twice: 42 }, error: undefined });
  expect(lines).toEqual([
    'START RequestId: request-1 Version: $LATEST',
    expect.stringMatching(/^2026-10-01T08:00:0\d\.\d{3}Z\trequest-1\tINFO\t{"got":21,"of":"f","left":true}$/),
    'END RequestId: request-1',
    expect.stringMatching(
      /^REPORT RequestId: request-1\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tInit Duration: [\d.]+ ms$/,
    ),
  ]);
});

test('sees the environment of its own and nothing of this process', async () => {
  process.env['OF_THIS_PROCESS'] = 'secret';
  const { payload } = await invoke(`export const handler = async () => process.env;`);
  expect(payload).toEqual({
    GREETING: 'hello',
    AWS_ACCESS_KEY_ID: 'ASIALOCAL0',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_LAMBDA_FUNCTION_NAME: 'f',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/f',
    AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(/^2026\/10\/01\/\[\$LATEST\][0-9a-f]{32}$/),
    AWS_REGION: 'eu-west-1',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LAMBDA_TASK_ROOT: expect.any(String),
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    TMPDIR: expect.stringContaining('/environment-'),
    TZ: ':UTC',
    _HANDLER: 'index.handler',
  });
});

test('keeps its module between invocations, and its dates follow the account', async () => {
  const one = lambda(
    `let count = 0;
     export const handler = async () => {
       const date = new Date();
       return [++count, date.toISOString().slice(0, 10), new Date(Date.now()).getUTCFullYear(),
               new Date(0).getTime(), date instanceof Date, Date.UTC(2000, 0), Date().slice(11, 15)];
     };`,
  );
  expect(JSON.parse((await one.invoke('{}')).payload)).toEqual([1, '2026-10-01', 2026, 0, true, 946684800000, '2026']);
  now = new Date('2031-02-03T00:00:00Z');
  expect(JSON.parse((await one.invoke('{}')).payload)).toEqual([2, '2031-02-03', 2031, 0, true, 946684800000, '2031']);
});

test('runs invocations at the same time in sandboxes of their own', async () => {
  const one = lambda(
    `let count = 0;
     export const handler = async () => { count += 1; await new Promise((go) => setTimeout(go, 50)); return count; };`,
  );
  const both = await Promise.all([one.invoke('{}'), one.invoke('{}')]);
  expect(both.map(({ payload }) => payload)).toEqual(['1', '1']);
});

test.each([
  ['a thrown error', `throw new RangeError('too far')`, { errorType: 'RangeError', errorMessage: 'too far' }],
  ['a thrown string', `throw 'no'`, { errorType: 'string', errorMessage: 'no' }],
  [
    'an error of its own name',
    `throw Object.assign(new Error('x'), { name: 'InvalidInput' })`,
    { errorType: 'InvalidInput', errorMessage: 'x' },
  ],
  [
    'an exit',
    'process.exit(3)',
    {
      errorType: 'Runtime.ExitError',
      errorMessage: 'RequestId: request-1 Error: Runtime exited with error: exit status 3',
    },
  ],
  [
    'a rejection that nobody waits for',
    `Promise.reject(new Error('lost')); await new Promise(() => {})`,
    { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: lost' },
  ],
])('%s has the shape of a function error', async (_what, code, expected) => {
  const { payload, error } = await invoke(`export const handler = async () => { ${code}; };`);
  expect(error).toMatchObject(expected);
  expect(payload).toMatchObject(expected);
});

test.each([
  ['export const other = 1;', 'Runtime.HandlerNotFound', 'index.handler is undefined or not exported'],
  ['import "./nowhere.mjs";', 'Error', "Cannot find module '/var/task/nowhere.mjs' imported from /var/task/index.mjs"],
  ['throw new Error("at the top")', 'Error', 'at the top'],
  ['export const handler = 1;', 'Runtime.HandlerNotFound', 'index.handler is not a function'],
  ['export const handler = ;', 'Runtime.UserCodeSyntaxError', "SyntaxError: Unexpected token ';'"],
  [
    'export const handler = awslambda.streamifyResponse(async () => {});',
    'Runtime.StreamingNotServed',
    'index.handler: awslambda.streamifyResponse is not served here',
  ],
])('%s fails as Lambda fails', async (code, errorType, message) => {
  const { error } = await invoke(code);
  expect(error).toMatchObject({ errorType, errorMessage: expect.stringContaining(message) });
});

test('a function that takes too long is ended, and the next invocation starts anew', async () => {
  const one = lambda(`export const handler = async (event) => { if (event.loop) for (;;); return 'well'; };`, {
    timeoutSeconds: 1,
  });
  const { error } = await one.invoke('{"loop":true}', 'request-1');
  expect(error).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: 'RequestId: request-1 Error: Task timed out after 1.00 seconds',
  });
  expect(lines).toContain('RequestId: request-1 Error: Task timed out after 1.00 seconds');
  expect((await one.invoke('{}')).payload).toBe('"well"');
});

/** A module that takes a while to load. */
const busy = (milliseconds: number) => `for (const until = Date.now() + ${milliseconds}; Date.now() < until; );`;

test('loading the module is not counted against the timeout, but billed, and once', async () => {
  const one = lambda(
    `${busy(1_500)} export const handler = async (event, { getRemainingTimeInMillis }) =>
    getRemainingTimeInMillis() > 0;`,
    { timeoutSeconds: 1 },
  );
  expect(await one.invoke('{}')).toMatchObject({ payload: 'true' });
  expect(await one.invoke('{}')).toMatchObject({ payload: 'true' });
  const [first = '', second = ''] = lines.filter((line) => line.startsWith('REPORT'));
  const of = (name: string) => Number(new RegExp(`\\t${name}: ([\\d.]+) ms`).exec(first)?.[1]);
  expect(of('Init Duration')).toBeGreaterThanOrEqual(1_400);
  expect(of('Billed Duration')).toBeGreaterThanOrEqual(of('Init Duration'));
  expect(second).not.toContain('Init Duration');
});

test('what the module says while it loads comes before the invocation', async () => {
  await invoke(`console.log('loading'); export const handler = async () => console.log('running');`);
  expect(lines.slice(0, 3)).toEqual([
    expect.stringMatching(/^2026-10-01T.*Z\tundefined\tINFO\tloading$/),
    'START RequestId: request-1 Version: $LATEST',
    expect.stringMatching(/^2026-10-01T.*Z\trequest-1\tINFO\trunning$/),
  ]);
});

test('one that ended between two invocations is not asked again', async () => {
  const one = lambda(
    `let count = 0; export const handler = async () => { setTimeout(() => process.exit(1)); return ++count; };`,
  );
  for (let fresh = 0; fresh < 2;) {
    const { payload, error } = await one.invoke('{}');
    // It may end while it is asked.
    if (error) expect(error.errorType).toBe('Runtime.ExitError');
    if (payload === '1') fresh += 1;
  }
});

const callback = `export const handler = async (event, context, callback) => { callback(null, 'called'); };`;

test('up to Node.js 22 a handler may answer by callback', async () => {
  const plain = callback.replace('async ', '');
  const { payload } = await invoke(plain, {}, { runtime: 'nodejs22.x' });
  expect(payload).toBe('called');
});

test('from Node.js 24 on, a handler that declares a callback is refused, async or not', async () => {
  for (const code of [callback, callback.replace('async ', '')]) {
    const { error } = await invoke(code);
    expect(error).toMatchObject({
      errorType: 'Runtime.CallbackHandlerDeprecated',
      errorMessage: expect.stringContaining('removed support for callback-based function handlers'),
    });
  }
  const { payload } = await invoke(`export const handler = async (event, context) => Object.keys(context).sort();`);
  expect(payload).not.toContain('callbackWaitsForEmptyEventLoop');
});

test('an answer above 6 MB is an error', async () => {
  const { error } = await invoke(`export const handler = async () => 'x'.repeat(7_000_000);`);
  expect(error).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
});

test('a process that was started ahead is the first environment, and goes when nobody asks for it', async () => {
  const own = (at: number) => readdirSync(join(folder, String(at))).filter((name) => name.startsWith('environment-'));
  const code = `console.log('loading'); export const handler = async () => process.env.AWS_LAMBDA_LOG_STREAM_NAME;`;
  const [asked, unasked] = [lambda(code), lambda(code)];
  for (const one of [asked, unasked]) one.startAhead();
  const [before, others] = [own(running.length - 2), own(running.length - 1)];
  expect([before, others, lines]).toEqual([[expect.any(String)], [expect.any(String)], []]);
  expect((await asked.invoke('{}')).payload).toContain('[$LATEST]');
  expect(own(running.length - 2)).toEqual(before);
  await unasked.close();
  expect(own(running.length - 1)).toEqual([]);
});

test('a killed environment fails what runs in it, and the next invocation starts another', async () => {
  const one = lambda(
    `let count = 0; export const handler = async (wait) => (count++, wait ? new Promise(() => undefined) : count);`,
  );
  expect((await one.invoke('false')).payload).toBe('1');
  expect((await one.invoke('false')).payload).toBe('2');
  const running = one.invoke('true');
  // It has taken its environment by then.
  await new Promise(setImmediate);
  await one.kill();
  expect((await running).error).toMatchObject({ errorType: 'Runtime.ExitError' });
  await one.kill();
  expect((await one.invoke('false')).payload).toBe('1');
});

test('nothing starts once the account is closed: it would keep the process up', async () => {
  const closed = lambda('export const handler = async () => 1;');
  await closed.close();
  await expect(closed.invoke('{}')).rejects.toMatchObject({ code: 'ServiceException', status: 400 });
});
