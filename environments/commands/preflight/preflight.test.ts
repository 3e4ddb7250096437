import { ownerPlaceholders, placeholders, sharedAccounts, unready } from './preflight';
import { shippedEnvironments, shippedGitHub } from '../synth/shipped';

const [dev] = shippedEnvironments();
if (!dev) throw new Error('There is no dev.');

test('names every setting that is still as it came', () => {
  expect(placeholders(dev)).toEqual([
    '  environments/dev.ts: accountId is "000000000000"; write your account\'s twelve digits (aws sts get-caller-identity)',
    '  environments/dev.ts: subscribers[0].endpoint is "analytics-dev@example.com"; write the address that shall get the reports',
    '  environments/dev.ts: operators[0].endpoint is "operators-dev@example.com"; write the address that shall get the alarms',
  ]);
});

test('asks for a subscriber when there is none', () => {
  expect(placeholders({ ...dev, accountId: '123456789012', subscribers: [], operators: [] })).toEqual([
    '  environments/dev.ts: subscribers is empty; write at least one, or nobody gets the reports',
    '  environments/dev.ts: operators is empty; write at least one, or nobody gets the alarms',
  ]);
});

test.each(['https://hooks.example.net/x', 'a@reports.example', 'a@mail.example.org'])(
  '%s reaches nobody',
  (endpoint) => {
    expect(
      placeholders({
        ...dev,
        accountId: '123456789012',
        subscribers: [],
        operators: [{ protocol: 'email', endpoint }],
      }),
    ).toHaveLength(2);
  },
);

test('is content with real settings', () => {
  const subscribers = [{ protocol: 'email' as const, endpoint: 'team@contoso-example.eu' }];
  expect(placeholders({ ...dev, accountId: '123456789012', subscribers, operators: subscribers })).toEqual([]);
});

test('refuses one account for two environments: what the bootstrap stacks make is one an account', () => {
  const accounts = ['123456789012', '210987654321', '123456789012'];
  const given = accounts.map((accountId, index) => ({
    ...dev,
    environment: ['dev', 'qa', 'prod'][index] ?? '',
    accountId,
  }));
  expect(sharedAccounts(given)).toEqual([
    '  environments/prod.ts: accountId is "123456789012", as in environments/dev.ts; write the account of its own that each environment needs',
  ]);
  expect(sharedAccounts(given.slice(0, 2))).toEqual([]);
});

test('tells everything at once, the repository too', () => {
  expect(
    unready(shippedEnvironments(), shippedGitHub, '/policies/ @OWNER/TEAM\n').map((line) =>
      /^ {2}(?:environments\/)?(\.?\w+)(?:\.ts|\/CODEOWNERS): (\w+)/.exec(line)?.slice(1).join(' '),
    ),
  ).toEqual([
    ...['dev accountId', 'dev subscribers', 'dev operators'],
    ...['prod accountId', 'prod subscribers', 'prod operators'],
    'github repository',
    '.github 1',
  ]);
});

test('asks who owns what reviewers must agree to', () => {
  const text = '# @OWNER/TEAM\n/policies/ @OWNER/TEAM\n/.github/ @us/platform @OWNER/TEAM\n/pipelines/ @us/platform\n';
  expect(ownerPlaceholders(text)).toEqual([
    '  .github/CODEOWNERS: 2 paths are of @OWNER/TEAM; write the team that must agree to changes of access',
  ]);
  expect(ownerPlaceholders(text.replaceAll('@OWNER/TEAM', '@us/platform'))).toEqual([]);
});
