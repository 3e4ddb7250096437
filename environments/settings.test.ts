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
    reports: [
      { name: 'Monthly', every: 'month', day: 31, at: '8:00' },
      { name: 'weekly', every: 'day', day: 'monday', at: '24:00', enabled: 'yes' },
      { name: 'yearly', every: 'year', at: '08:00' },
      { name: 'nightly', every: 'week', day: 1, at: '08:00', timeZone: 'Europe/berlin' },
    ],
    lateArrivalDays: 2.5,
    athenaScanLimitBytes: 1000,
    eventsSince: '2023-02-30',
    tags: { 'aws:mine': 'x', Team: 'a;b' },
    retention: 7,
    environment: undefined,
  };
  expect(message(() => validSettings(broken, 'environments/dev.ts'))).toBe(
    `UserError: environments/dev.ts has 22 faults:
  application: is "My Blog"; must be lower-case letters, digits and single hyphens, a letter first
  environment: is missing; must be a string
  region: is "us-gov-west-1"; that lies in AWS GovCloud (US), the partition aws-us-gov, whose ARNs begin with "arn:aws-us-gov:" and not with "arn:aws:", as all here do; choose a region of the partition aws
  accountId: is 123456789012; must be a string
  retentionInDays: is 15; must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (CloudWatch Logs takes no other)
  subscribers[0].endpoint: is "nobody"; must be an email address, as the protocol says
  subscribers[1].protocol: is "pigeon"; must be one of email, email-json, https, sqs, sms, lambda
  reports[0].name: is "Monthly"; must be 1 to 12 lower-case letters and digits, a letter first
  reports[0].at: is "8:00"; must be a time of the day, written HH:MM
  reports[0].day: is 31; must be at most 28: every month has that day
  reports[1].at: is "24:00"; must be a time of the day, written HH:MM
  reports[1].enabled: is "yes"; must be a boolean
  reports[1].day: is no setting; remove it, or correct its name
  reports[2].every: is "year"; must be one of month, week, day
  reports[3].timeZone: is "Europe/berlin"; must be a name of the Time Zone Database, such as Europe/Berlin
  reports[3].day: is 1; must be one of monday, tuesday, wednesday, thursday, friday, saturday, sunday
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
  ['no report at all', { reports: [] }, 'reports: is []; must have at least one: to send none, give it enabled: false'],
  [
    'two reports of one name',
    { reports: [...(dev.reports ?? []), { name: 'monthly', every: 'month', day: 2, at: '08:00' }] },
    'reports[1].name: is "monthly"; must be a name that no other report has',
  ],
  [
    'a name that says something else',
    { reports: [{ name: 'weekly', every: 'day', at: '08:00' }] },
    'reports[0].every: is "day"; must be week, as the name says',
  ],
  [
    'a name of other executions',
    { reports: [{ name: 'verify', every: 'day', at: '08:00' }] },
    'reports[0].name: is "verify"; must not be one of manual, verify: other executions begin so',
  ],
  [
    'a moment at either end of the day',
    { reports: [{ name: 'daily', every: 'day', at: '22:00' }] },
    'reports[0].at: is "22:00"; must be from 01:00 to 21:59, UTC: whether a report came is looked at on its own day',
  ],
  ...(
    [
      ['02:59', 'Europe/Berlin', 'must be from 03:00 to 22:59 in Europe/Berlin: reports are of days in UTC'],
      ['23:00', 'Europe/Berlin', 'must be from 03:00 to 22:59 in Europe/Berlin'],
      ['14:00', 'America/Los_Angeles', 'must be from 00:00 to 13:59 in America/Los_Angeles'],
      ['08:00', 'Asia/Tokyo', 'must be from 10:00 to 23:59 in Asia/Tokyo'],
      [
        ...(['02:30', 'America/New_York', 'must not be from 02:00 to before 03:00 in America/New_York'] as const),
        ': on 2026-03-08 its clock skips that time, and EventBridge Scheduler would skip the report',
      ],
      [
        ...(['01:00', 'America/New_York', 'must not be from 01:00 to before 02:00 in America/New_York'] as const),
        ': on 2026-11-01 its clock shows that time twice',
      ],
    ] as const
  ).map(([at, timeZone, ...words]): [string, Partial<Settings>, string] => [
    `${at} in ${timeZone}`,
    { reports: [{ name: 'daily', every: 'day', at, timeZone }] },
    `reports[0].at: is "${at}"; ${words.join('')}`,
  ]),
  [
    'UTC by its name',
    { reports: [{ name: 'daily', every: 'day', at: '08:00', timeZone: 'UTC' }] },
    'reports[0].timeZone: is "UTC"; is what it is without one: leave it out',
  ],
  ['an empty endpoint', { subscribers: [{ protocol: 'sqs', endpoint: '' }] }, 'must not be empty'],
])('%s is refused', (_, change, words) => {
  expect(message(() => validSettings({ ...dev, ...change }, 'environments/dev.ts'))).toContain(words);
});

test('the older form of the schedule is refused, with the words to write', () => {
  const { reports: _, ...rest } = dev;
  const older = (enabled: boolean) =>
    message(() => validSettings({ ...rest, schedule: { enabled } }, 'environments/dev.ts'));
  expect(older(false)).toBe(
    `UserError: environments/dev.ts has 1 fault:
  schedule: is now a list, of reports of each month, week and day: write reports: [{ name: 'monthly', every: 'month', day: 1, at: '08:00', enabled: false }]`,
  );
  expect(older(true)).toContain('enabled: true }]');
});

test('without reports, the monthly one is made', () => {
  const { reports: _, ...rest } = dev;
  const monthly = { name: 'monthly', every: 'month', day: 1, at: '08:00', enabled: true };
  expect(validSettings(rest, 'environments/dev.ts').reports).toEqual([monthly]);
  expect(validSettings(dev, 'environments/dev.ts').reports).toEqual([monthly]);
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
