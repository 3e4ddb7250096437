import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget';
import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { arnOf } from '../parts/deployment';
import { type Access, allowOn, type Deployed } from './deployed';

/** Alarms, dashboards and budgets. */
export function manageMonitoring(deployed: Deployed): Access {
  const { accountId } = deployed.deployment;
  const alarms = deployed.each(CloudwatchMetricAlarm, ({ alarmNameInput }, text) =>
    arnOf('cloudwatch', deployed.deployment, `alarm:${text(alarmNameInput)}`),
  );
  // Both are of the account, and of no region.
  const dashboards = deployed.each(
    CloudwatchDashboard,
    ({ dashboardNameInput }, text) => `arn:aws:cloudwatch::${accountId}:dashboard/${text(dashboardNameInput)}`,
  );
  const budgets = deployed.each(
    BudgetsBudget,
    ({ nameInput }, text) => `arn:aws:budgets::${accountId}:budget/${text(nameInput)}`,
  );
  return {
    read: [
      ...allowOn('ReadAlarms', ['cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'], alarms),
      ...allowOn('ReadDashboards', 'cloudwatch:GetDashboard', dashboards),
      ...allowOn('ReadBudgets', ['budgets:ListTagsForResource', 'budgets:ViewBudget'], budgets),
    ],
    write: [
      ...allowOn(
        'ManageAlarms',
        ['cloudwatch:DeleteAlarms', 'cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource', 'cloudwatch:UntagResource'],
        alarms,
      ),
      ...allowOn('ManageDashboards', ['cloudwatch:DeleteDashboards', 'cloudwatch:PutDashboard'], dashboards),
      ...allowOn('ManageBudgets', ['budgets:ModifyBudget', 'budgets:TagResource', 'budgets:UntagResource'], budgets),
    ],
  };
}
