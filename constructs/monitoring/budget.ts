import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget';
import { Construct } from 'constructs';
import { type Deployment, named } from '../parts/deployment';
import type { Subscriber } from '../parts/encrypted-topic';

export interface BudgetProps {
  readonly deployment: Deployment;
  /** A month. */
  readonly usd: number;
  /** Those with an email address are told. */
  readonly operators: readonly Subscriber[];
}

/**
 * Tells operators when a month's cost is near its limit, or bound to pass it. It counts what carries the application's
 * tag, in this account; AWS sees that tag in bills once it is activated as a cost allocation tag:
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
 */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, { deployment, usd, operators }: BudgetProps) {
    super(scope, id);
    const emails = operators.flatMap(({ protocol, endpoint }) => (protocol.startsWith('email') ? [endpoint] : []));
    const tell = (notificationType: 'ACTUAL' | 'FORECASTED', percent: number) => ({
      notificationType,
      threshold: percent,
      thresholdType: 'PERCENTAGE',
      comparisonOperator: 'GREATER_THAN',
      subscriberEmailAddresses: emails,
    });
    new BudgetsBudget(this, 'Resource', {
      name: named('analytics', deployment),
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      limitAmount: String(usd),
      limitUnit: 'USD',
      // `user:KEY$VALUE`, and Budgets takes but one tag: two tags' values are alternatives to it, not conditions.
      // https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/budgets-create-filters.html
      costFilter: [{ name: 'TagKeyValue', values: [`user:Application$${deployment.application}`] }],
      notification: [tell('ACTUAL', 80), tell('FORECASTED', 100)],
    });
  }
}
