import { Testing } from 'cdktf';
import { Budget } from './budget';

test('a budget tells the operators who have an address, of a cost near it and of one that is bound to pass it', () => {
  const deployment = {
    application: 'blog',
    environment: 'dev',
    region: 'eu-west-1',
    accountId: '000000000000',
    retentionInDays: 14,
  };
  const operators = [
    { protocol: 'email', endpoint: 'ops@example.com' },
    { protocol: 'https', endpoint: 'https://pager.example.com/hook' },
  ];
  const stack = JSON.parse(
    Testing.synthScope((scope) => void new Budget(scope, 'budget', { deployment, usd: 12.5, operators })),
  ) as { resource: { aws_budgets_budget: Record<string, unknown> } };
  const told = {
    comparison_operator: 'GREATER_THAN',
    threshold_type: 'PERCENTAGE',
    subscriber_email_addresses: ['ops@example.com'],
  };
  expect(Object.values(stack.resource.aws_budgets_budget)).toEqual([
    {
      name: 'analytics-dev-blog',
      budget_type: 'COST',
      time_unit: 'MONTHLY',
      limit_amount: '12.5',
      limit_unit: 'USD',
      cost_filter: [{ name: 'TagKeyValue', values: ['user:Application$blog'] }],
      notification: [
        { ...told, notification_type: 'ACTUAL', threshold: 80 },
        { ...told, notification_type: 'FORECASTED', threshold: 100 },
      ],
    },
  ]);
});
