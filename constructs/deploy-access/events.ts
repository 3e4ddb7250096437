import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { SchedulerScheduleGroup } from '@cdktf/provider-aws/lib/scheduler-schedule-group';
import { arnOf } from '../parts/deployment';
import { type Access, allowOn, type Deployed } from './deployed';

/** Rules of EventBridge's default bus, and what they call; schedules of EventBridge Scheduler, and their groups. */
export function manageEvents(deployed: Deployed): Access {
  const rule = (name: string) => arnOf('events', deployed.deployment, `rule/${name}`);
  const rules = deployed.each(CloudwatchEventRule, ({ nameInput }, text) => rule(text(nameInput)));
  const targeted = deployed.each(CloudwatchEventTarget, ({ ruleInput }, text) => rule(text(ruleInput)));
  const scheduler = (resource: string) => arnOf('scheduler', deployed.deployment, resource);
  const schedules = deployed.each(SchedulerSchedule, ({ groupNameInput, nameInput }, text) =>
    scheduler(`schedule/${text(groupNameInput)}/${text(nameInput)}`),
  );
  const groups = deployed.each(SchedulerScheduleGroup, ({ nameInput }, text) =>
    scheduler(`schedule-group/${text(nameInput)}`),
  );
  return {
    read: [
      ...allowOn('ReadRules', ['events:DescribeRule', 'events:ListTagsForResource'], rules),
      ...allowOn('ReadTargets', 'events:ListTargetsByRule', targeted),
      ...allowOn('ReadSchedules', 'scheduler:GetSchedule', schedules),
      ...allowOn('ReadScheduleGroups', ['scheduler:GetScheduleGroup', 'scheduler:ListTagsForResource'], groups),
    ],
    write: [
      ...allowOn(
        'ManageRules',
        ['events:DeleteRule', 'events:PutRule', 'events:TagResource', 'events:UntagResource'],
        rules,
      ),
      ...allowOn('ManageTargets', ['events:PutTargets', 'events:RemoveTargets'], targeted),
      ...allowOn(
        'ManageSchedules',
        ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule', 'scheduler:UpdateSchedule'],
        schedules,
      ),
      ...allowOn(
        'ManageScheduleGroups',
        [
          'scheduler:CreateScheduleGroup',
          'scheduler:DeleteScheduleGroup',
          'scheduler:TagResource',
          'scheduler:UntagResource',
        ],
        groups,
      ),
    ],
  };
}
