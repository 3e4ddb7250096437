import { strangers } from './strangers';

const settings = {
  environment: 'dev',
  subscribers: [{ protocol: 'https' as const, endpoint: 'https://example.com/report' }],
  operators: [{ protocol: 'email-json' as const, endpoint: 'ops@example.com' }],
};
const told = (type: string, values: object) =>
  strangers(settings, [
    {
      stack: 'dev',
      accountId: '000000000000',
      region: 'eu-west-1',
      type,
      address: `${type}.one`,
      values: { ...values },
      source: 'constructs/a.ts:3',
    },
  ]);
const subscription = (protocol: string, endpoint: string) => told('aws_sns_topic_subscription', { protocol, endpoint });
const budget = (...emails: string[]) =>
  told('aws_budgets_budget', { notification: [{ subscriber_email_addresses: emails }] });

test('whom the settings name is told', () => {
  expect(subscription('https', 'https://example.com/report')).toEqual([]);
  expect(subscription('email-json', 'ops@example.com')).toEqual([]);
  expect(subscription('sqs', '${aws_sqs_queue.q.arn}')).toEqual([]);
  expect(budget('ops@example.com')).toEqual([]);
});

test('anybody else is refused by name, with the place', () => {
  expect(subscription('email', 'stranger@example.com')).toEqual([
    'dev: aws_sns_topic_subscription.one (constructs/a.ts:3): it tells stranger@example.com, who is no subscriber and no ' +
      'operator of dev: name whom it tells in environments/dev.ts.',
  ]);
  expect(subscription('http', 'http://elsewhere.example/report')).toHaveLength(1);
  expect(budget('ops@example.com', 'stranger@example.com')).toHaveLength(1);
});
