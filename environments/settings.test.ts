import { environments } from './all';
import { type Settings, validSettings } from './settings';
import { SHIPPED, shippedDev as dev, shippedProd as prod } from './commands/synth/shipped';

const message = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return 'no error';
};

test('the settings that come with the repository are valid as they are', () => {
  expect(environments([], SHIPPED).map(({ environment }) => environment)).toEqual(['dev', 'prod']);
});

test('retention and late arrival have defaults', () => {
  const { retentionInDays: _, lateArrivalDays: __, ...rest } = dev;
  expect(validSettings(rest, 'environments/dev.ts')).toMatchObject({ retentionInDays: 14, lateArrivalDays: 2 });
});

test('every fault is told at once, with field, value and remedy', () => {
  const broken = {
    ...dev,
    application: 'My Blog',
    region: 'us-gov-west-1',
    accountId: 123456789012,
    retentionInDays: 15,
    subscribers: [
      { protocol: 'email', endpoint: 'nobody' },
      { protocol: 'pigeon', endpoint: 'loft' },
    ],
    schedule: { enabled: 'yes' },
    lateArrivalDays: 2.5,
    athenaScanLimitBytes: 1000,
    eventsSince: '2023-02-30',
    tags: { 'aws:mine': 'x', Team: 'a;b' },
    retention: 7,
    environment: undefined,
  };
  expect(message(() => validSettings(broken, 'environments/dev.ts'))).toBe(
    `UserError: environments/dev.ts has 14 faults:
  application: is "My Blog"; must be lower-case letters, digits and single hyphens, a letter first
  environment: is missing; must be a string
  region: is "us-gov-west-1"; that lies in AWS GovCloud (US), the partition aws-us-gov, whose ARNs begin with "arn:aws-us-gov:" and not with "arn:aws:", as all here do; choose a region of the partition aws
  accountId: is 123456789012; must be a string
  retentionInDays: is 15; must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (CloudWatch Logs takes no other)
  subscribers[0].endpoint: is "nobody"; must be an email address, as the protocol says
  subscribers[1].protocol: is "pigeon"; must be one of email, email-json, https, sqs, sms, lambda
  schedule.enabled: is "yes"; must be a boolean
  lateArrivalDays: is 2.5; must be a whole number
  athenaScanLimitBytes: is 1000; must be at least 10485760
  eventsSince: is "2023-02-30"; must be a real date, written YYYY-MM-DD
  tags.aws:mine: is "x"; must be a tag key of AWS (and not begin with "aws:")
  tags.Team: is "a;b"; must be a tag value of AWS
  retention: is no setting; remove it, or correct its name`,
  );
});

test.each<[string, Partial<Settings>, string]>([
  ['a name that makes other names too long', { application: 'a'.repeat(21) }, 'must have at most 20 characters'],
  ["the name of another environment's other stack", { environment: 'bootstrap-x' }, 'must not begin with "bootstrap"'],
  ['a day that has not come', { eventsSince: '2999-01-01' }, 'must not be in the future'],
  ['a late arrival of more than a month', { lateArrivalDays: 31 }, 'must be at most 30'],
  ['an https subscriber without a URL', { subscribers: [{ protocol: 'https', endpoint: 'x' }] }, 'must be a URL'],
  [
    'a budget that nobody can be told of',
    { monthlyBudgetUsd: 20, operators: [{ protocol: 'https', endpoint: 'https://pager.contoso.eu' }] },
    'monthlyBudgetUsd: is 20; needs an operator with protocol email',
  ],
  ['a budget of nothing', { monthlyBudgetUsd: 0 }, 'must be more than 0'],
  ['an empty endpoint', { subscribers: [{ protocol: 'sqs', endpoint: '' }] }, 'must not be empty'],
])('%s is refused', (_, change, words) => {
  expect(message(() => validSettings({ ...dev, ...change }, 'environments/dev.ts'))).toContain(words);
});

test('settings that are no object are refused in words', () => {
  expect(message(() => validSettings('dev', 'environments/dev.ts'))).toBe(
    'UserError: environments/dev.ts has 1 fault:\n  (the file): is "dev"; must be an object',
  );
});

test('the faults of all files are told together, and a file that is about another environment', () => {
  const all = { dev: { ...dev, accountId: '1' }, prod: { ...prod, environment: 'live' } };
  expect(message(() => environments([], all))).toBe(
    `UserError: environments/dev.ts has 1 fault:
  accountId: is "1"; must be twelve digits, as text
environments/prod.ts: environment is "live"; it must be "prod", as the file.`,
  );
});

test('an environment that does not exist is refused with those that do', () => {
  expect(message(() => environments(['qa'], SHIPPED))).toBe(
    'UserError: --env qa: there is no such environment; choose one of dev, prod.',
  );
  expect(message(() => environments(['toString'], SHIPPED))).toContain('there is no such environment');
});
