interface Environment {
  getVmContext(): object | null;
  teardown(): Promise<void>;
}
// eslint-disable-next-line @typescript-eslint/no-require-imports -- as Jest loads it
const Environment = require('./jest-environment.cjs') as new (config: { projectConfig: object }) => Environment;

const globals = globalThis as Record<string, unknown>;

test('what a test file leaves behind is gone for the next', async () => {
  const [{ env, exit }, home, console] = [process, process.env['HOME'], globals['console']];
  const environment = new Environment({ projectConfig: {} });
  Object.assign(globals, { left: 1, console: undefined, __cdktfTokenMap: globals['__cdktfTokenMap'] ?? new Map() });
  process.env['LEFT'] = 'x';
  delete process.env['HOME'];
  process.env = { ONLY: 'this' };
  process.exitCode = 3;
  process.exit = (() => undefined) as typeof process.exit;
  await environment.teardown();
  expect([globals['left'], globals['console'], process.exitCode]).toEqual([undefined, console, undefined]);
  expect([process.env, process.exit]).toEqual([env, exit]);
  expect([process.env['LEFT'], process.env['HOME']]).toEqual([undefined, home]);
  // cdktf stays loaded, and its tokens with it.
  expect(globals['__cdktfTokenMap']).toBeDefined();
  expect(environment.getVmContext()).toBeNull();
});

test('what Node.js throws is an Error to a test file, as it is in production', () => {
  let thrown: unknown;
  try {
    process.kill(process.pid, 'SIGNOTHING');
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Error);
});
