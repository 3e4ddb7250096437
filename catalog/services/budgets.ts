import { harmless, read, within } from '../arguments';
import { join } from '../attributes';
import { row } from '../calls';
import { type Service } from '../entry';
import { always, DOCS, named } from '../names';
import { NOTHING } from '../prices';

const TELLS = harmless(
  'a budget watches and tells; it stops nothing and costs nothing',
  `${DOCS}/aws-cost-management/latest/APIReference/API_budgets_Budget.html`,
);

export const budgets = {
  name: 'budgets',
  prefix: 'budgets',
  types: {
    aws_budgets_budget: {
      leadsTo: ['notification.subscriber_sns_topic_arns'],
      name: named('budgets:CreateBudget:Budget.BudgetName', {
        documented: always({
          pattern: /^(?!.*\/action\/)(?!.*<script>.*<\/script>)[^:\\]+$/i,
          words: 'anything but :, \\ and /action/',
          page: `${DOCS}/aws-cost-management/latest/APIReference/API_budgets_Budget.html`,
        }),
        unique: 'account',
      }),
      attributes: {
        id: ({ accountId, argument: of }) => join(`${accountId}:`, '$name')(of),
        arn: ({ partition, accountId, argument: of }) =>
          join(`arn:${partition}:budgets::${accountId}:budget/`, '$name')(of),
      },
      calls: row(
        'budgets/budget.go',
        {
          read: ['budgets:ViewBudget', 'budgets:ListTagsForResource'],
          create: ['budgets:ModifyBudget', 'budgets:TagResource'],
          update: ['budgets:ModifyBudget', 'budgets:TagResource', 'budgets:UntagResource'],
          delete: ['budgets:ModifyBudget'],
        },
        (block) => [`arn:aws:budgets::${block.accountId}:budget/${block.text('name')}`],
      ),
      checked: {
        byHand: {
          where: 'budgets/budget.go has ResourceTags in CreateBudget and @Tags(identifierAttribute="arn")',
          calls: {
            read: ['budgets:ListTagsForResource'],
            update: ['budgets:TagResource', 'budgets:UntagResource'],
          },
          gone: [],
        },
        unconfirmed: ['budgets:TagResource'],
      },
      bill: NOTHING,
      picture: { words: 'budget', shape: 'box', tone: 'watch' },
      local: { passedOver: 'it watches a bill, and a run on this machine has none' },
      arguments: {
        name: read('catalog/services'),
        // It says of a bill what it is, and from when on whom it tells; those are the settings' own.
        ...within('notification', read('environments/commands/synth'), 'subscriber_email_addresses'),
        ...within('notification', read('terraform/accepted'), 'subscriber_sns_topic_arns'),
        ...Object.fromEntries(
          [
            'budget_type',
            'limit_amount',
            'limit_unit',
            'time_unit',
            'cost_filter.name',
            'cost_filter.values',
            'notification.comparison_operator',
            'notification.notification_type',
            'notification.threshold',
            'notification.threshold_type',
          ].map((argument) => [argument, TELLS]),
        ),
      },
    },
  },
} satisfies Service;
