import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main, settingsOf } from './settings';

let stacks: string;

/** The bootstrap stack and the analytics stack of an environment, as far as they are read. */
function write(name: string, outputs: Record<string, string>) {
  mkdirSync(join(stacks, name));
  const stack = {
    provider: { aws: [{ region: 'eu-west-1', allowed_account_ids: ['123456789012'] }] },
    resource: {
      aws_iam_role: { apply: { name: 'github-apply-dev-blog' } },
      aws_s3_bucket: { state: { bucket: 'terraform-state-blog-123456789012' } },
    },
    output: Object.fromEntries(Object.entries(outputs).map(([output, value]) => [output, { value }])),
  };
  writeFileSync(join(stacks, name, 'cdk.tf.json'), JSON.stringify(stack));
}

const bootstrapped = {
  state_bucket: '${aws_s3_bucket.state.bucket}',
  plan_role_arn: 'arn:aws:iam::123456789012:role/github-plan-dev-blog',
  deploy_plan_role_arn: 'arn:aws:iam::123456789012:role/github-deploy-plan-dev-blog',
  apply_role_arn: '${aws_iam_role.apply.arn}',
  report_role_arn: 'arn:aws:iam::123456789012:role/github-report-dev-blog',
};

beforeEach(() => {
  stacks = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterEach(() => {
  rmSync(stacks, { recursive: true });
  delete process.env['GITHUB_OUTPUT'];
});

test('account, region, roles and bucket of an environment, references resolved', () => {
  write('dev', { dashboard: 'analytics-dev-blog' });
  write('bootstrap-dev', bootstrapped);
  expect(settingsOf(stacks, 'dev')).toEqual({
    'account-id': '123456789012',
    region: 'eu-west-1',
    'plan-role': 'arn:aws:iam::123456789012:role/github-plan-dev-blog',
    'deploy-plan-role': 'arn:aws:iam::123456789012:role/github-deploy-plan-dev-blog',
    'apply-role': 'arn:aws:iam::123456789012:role/github-apply-dev-blog',
    'report-role': 'arn:aws:iam::123456789012:role/github-report-dev-blog',
    'state-bucket': 'terraform-state-blog-123456789012',
    dashboard:
      'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards:name=analytics-dev-blog',
    stack: join(stacks, 'dev'),
  });
});

test('the lines go to standard output and, below what is there, to the outputs of the step', async () => {
  write('dev', { dashboard: 'analytics-dev-blog' });
  write('bootstrap-dev', bootstrapped);
  const file = join(stacks, 'outputs');
  writeFileSync(file, 'before=1\n');
  process.env['GITHUB_OUTPUT'] = file;
  const shown = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  await expect(main(['--env', 'dev', '--role', 'apply-role'], stacks)).resolves.toBe(0);
  const lines = shown.mock.calls.join('');
  shown.mockRestore();
  expect(lines).toMatch(/^account-id=123456789012\n/);
  expect(lines).toMatch(/\nrole=arn:aws:iam::123456789012:role\/github-apply-dev-blog\n$/);
  expect(readFileSync(file, 'utf8')).toBe(`before=1\n${lines}`);
});

test.each([
  ['no environment', [], '--env is missing'],
  ['an unknown environment', ['--env', 'staging'], '--env staging: there is no such environment'],
  [
    'an unknown role',
    ['--env', 'dev', '--role', 'admin'],
    '--role admin: there is no such role; choose one of plan-role',
  ],
  ['an unknown option', ['--env', 'dev', '--rolle', 'x'], '--rolle is not an option'],
])('%s is refused', async (_, args, message) => {
  write('dev', { dashboard: 'analytics-dev-blog' });
  write('bootstrap-dev', bootstrapped);
  await expect(main(args, stacks)).rejects.toThrow(message);
});

test('an environment without its bootstrap stack is told to synthesize', async () => {
  write('dev', { dashboard: 'analytics-dev-blog' });
  await expect(main(['--env', 'dev'], stacks)).rejects.toThrow('bootstrap-dev/cdk.tf.json is not there');
});

test('a bootstrap stack that lacks a role is refused', async () => {
  write('dev', { dashboard: 'analytics-dev-blog' });
  const { apply_role_arn: _, ...rest } = bootstrapped;
  write('bootstrap-dev', rest);
  await expect(main(['--env', 'dev'], stacks)).rejects.toThrow('apply_role_arn');
});
