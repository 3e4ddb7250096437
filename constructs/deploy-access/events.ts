import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { arnOf } from '../parts/deployment';
import { type Access, allowOn, type Deployed } from './deployed';

/** Rules of EventBridge's default bus, and what they call. */
export function manageEvents(deployed: Deployed): Access {
  const rule = (name: string) => arnOf('events', deployed.deployment, `rule/${name}`);
  const rules = deployed.each(CloudwatchEventRule, ({ nameInput }, text) => rule(text(nameInput)));
  const targeted = deployed.each(CloudwatchEventTarget, ({ ruleInput }, text) => rule(text(ruleInput)));
  return {
    read: [
      ...allowOn('ReadRules', ['events:DescribeRule', 'events:ListTagsForResource'], rules),
      ...allowOn('ReadTargets', 'events:ListTargetsByRule', targeted),
    ],
    write: [
      ...allowOn(
        'ManageRules',
        ['events:DeleteRule', 'events:PutRule', 'events:TagResource', 'events:UntagResource'],
        rules,
      ),
      ...allowOn('ManageTargets', ['events:PutTargets', 'events:RemoveTargets'], targeted),
    ],
  };
}
