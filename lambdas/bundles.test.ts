import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zipSync } from 'fflate';
import { writeBundle } from '../constructs/parts/bundle';
import { FakeAws, json } from './test-support/fake-aws';

const HANDLERS = ['start-query-execution', 'check-query-execution', 'send-report', 'start-analytics-workflow'];

const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
const bundles = HANDLERS.map((handler) => ({ handler, bundle: writeBundle(handler, folder) }));
const path = (handler: string) => join(folder, 'bundles', handler, 'index.mjs');

const aws = new FakeAws();
beforeAll(() => aws.start());
afterAll(async () => {
  await aws.stop();
  rmSync(folder, { recursive: true });
});

/** Runs a script where there is nothing but Node.js and the bundles; gives its lines. */
async function run(script: string, env: Record<string, string> = {}): Promise<string[]> {
  const args = ['--no-warnings', '--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, env });
  return stdout.trim().split('\n');
}

it.each(bundles)('$handler fits in a zip of 160 KB', ({ bundle }) => {
  expect(zipSync({ 'index.mjs': bundle.code }, { level: 9 }).length).toBeLessThanOrEqual(160_000);
});

it('each can be imported without its environment', async () => {
  const script = `for (const path of ${JSON.stringify(HANDLERS.map(path))}) console.log(typeof (await import(path)).handler);`;
  expect(await run(script)).toEqual(HANDLERS.map(() => 'function'));
});

it('calls AWS with the credentials, and logs with the request id, that Lambda gives', async () => {
  const executionArn = 'arn:aws:states:eu-west-1:000000000000:execution:analytics-dev-blog:monthly';
  aws.respond = () => json({ executionArn, startDate: 1 });
  const rule = 'arn:aws:events:eu-west-1:000000000000:rule/monthly';
  const context = { functionName: 'dev-blog-start-analytics-workflow', awsRequestId: 'request-1' };
  const lines = await run(
    `const { handler } = await import(${JSON.stringify(path('start-analytics-workflow'))});
     await handler({ time: '2020-11-01T08:00:00Z', resources: [${JSON.stringify(rule)}] }, ${JSON.stringify(context)});`,
    {
      AWS_ENDPOINT_URL: aws.settings.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'ASIAROLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      STATE_MACHINE_ARN: 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog',
      ENVIRONMENT: 'dev',
      SCHEDULES: JSON.stringify({ monthly: { name: 'monthly', every: 'month' } }),
    },
  );
  expect(aws.requests[0]?.headers).toMatchObject({
    authorization: expect.stringContaining('Credential=ASIAROLE/') as string,
    'x-amz-security-token': 'token',
  });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({
      level: 'INFO',
      message: 'Workflow started',
      service: 'start-analytics-workflow',
      function_name: 'dev-blog-start-analytics-workflow',
      function_request_id: 'request-1',
      executionArn,
      startDate: '2020-10-01',
      endDate: '2020-10-31',
    }),
  ]);
});
