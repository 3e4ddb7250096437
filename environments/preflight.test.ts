import { environments } from './all';
import { placeholders } from './preflight';

const [dev] = environments(['dev']);
if (!dev) throw new Error('There is no dev.');

test('names every setting that is still as it came', () => {
  expect(placeholders(dev)).toEqual([
    '  environments/dev.ts: accountId is "000000000000"; write your account\'s twelve digits (aws sts get-caller-identity)',
    '  environments/dev.ts: subscribers[0].endpoint is "analytics-dev@example.com"; write the address that shall get the reports',
  ]);
});

test('asks for a subscriber when there is none', () => {
  expect(placeholders({ ...dev, accountId: '123456789012', subscribers: [] })).toEqual([
    '  environments/dev.ts: subscribers is empty; write at least one, or nobody gets the reports',
  ]);
});

test.each(['https://hooks.example.net/x', 'a@reports.example', 'a@mail.example.org'])(
  '%s reaches nobody',
  (endpoint) => {
    expect(
      placeholders({ ...dev, accountId: '123456789012', subscribers: [{ protocol: 'email', endpoint }] }),
    ).toHaveLength(1);
  },
);

test('is content with real settings', () => {
  const subscribers = [{ protocol: 'email' as const, endpoint: 'team@contoso-example.eu' }];
  expect(placeholders({ ...dev, accountId: '123456789012', subscribers })).toEqual([]);
});
