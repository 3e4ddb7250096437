import { only, read, within } from '../arguments';
import { argument, join, regional } from '../attributes';
import { passRole, row, tagged } from '../calls';
import { type Service } from '../entry';
import { DOCS, named } from '../names';
import { undrawn } from '../picture';
import { NOTHING } from '../prices';

const PRINCIPAL = 'scheduler.amazonaws.com';
const TARGET = 'scheduler:CreateSchedule:Target';

export const scheduler = {
  name: 'scheduler',
  prefix: 'scheduler',
  principal: PRINCIPAL,
  client: '@aws-sdk/client-scheduler',
  pricing: {
    page: 'https://aws.amazon.com/eventbridge/pricing/',
    rates: { invocations: { dollars: 1, per: 'million', batch: 1_000_000 } },
  },
  types: {
    aws_scheduler_schedule: {
      leadsTo: ['target.arn', 'target.dead_letter_config.arn', 'target.role_arn'],
      name: named('scheduler:CreateSchedule:Name', { within: ['group_name'] }),
      attributes: {
        id: (context) => join(`${context.argument('group_name') ?? 'default'}/`, '$name')(context.argument),
        arn: regional('scheduler', (of) => join(`schedule/${of('group_name') ?? 'default'}/`, '$name')(of)),
      },
      calls: row('scheduler/schedule.go', {
        read: ['scheduler:GetSchedule'],
        create: ['scheduler:CreateSchedule', passRole('target.role_arn', PRINCIPAL)],
        update: ['scheduler:UpdateSchedule', passRole('target.role_arn', PRINCIPAL)],
        delete: ['scheduler:DeleteSchedule'],
      }),
      bill: { use: 'invocations' },
      picture: {
        words: 'EventBridge schedule',
        shape: 'box',
        tone: 'event',
        detail: (block) =>
          [block.optional('schedule_expression'), block.optional('schedule_expression_timezone')]
            .filter((text) => text !== undefined)
            .join(' '),
        references: [
          { path: 'target.dead_letter_config', draw: 'exception', label: 'not delivered' },
          { path: 'target.role_arn', draw: 'hidden' },
          { path: 'target', draw: 'on' },
          { path: 'group_name', draw: 'hidden' },
        ],
      },
      local: 'stood up',
      arguments: {
        description: read('local/aws/scheduler'),
        'flexible_time_window.mode': only(
          `${DOCS}/scheduler/latest/UserGuide/managing-schedule-flexible-time-windows.html`,
          'OFF',
        ),
        group_name: read('catalog/services', 'local/aws/scheduler'),
        name: read('catalog/services', 'local/aws/scheduler', 'local/start'),
        schedule_expression: read('local/aws/scheduler', 'local/start'),
        schedule_expression_timezone: read('local/aws/scheduler', 'local/start'),
        state: read('local/aws/scheduler', 'local/start'),
        ...within('target', read('local/aws/scheduler'), 'arn', 'input', 'role_arn'),
        ...within('target.dead_letter_config', read('local/aws/scheduler'), 'arn'),
        ...within(
          'target.retry_policy',
          read('local/aws/event-bridge'),
          'maximum_event_age_in_seconds',
          'maximum_retry_attempts',
        ),
      },
      limits: {
        description: 'scheduler:CreateSchedule:Description',
        schedule_expression: 'scheduler:CreateSchedule:ScheduleExpression',
        schedule_expression_timezone: 'scheduler:CreateSchedule:ScheduleExpressionTimezone',
        state: 'scheduler:CreateSchedule:State',
        'target.input': `${TARGET}.Input`,
        'target.retry_policy.maximum_event_age_in_seconds': `${TARGET}.RetryPolicy.MaximumEventAgeInSeconds`,
        'target.retry_policy.maximum_retry_attempts': `${TARGET}.RetryPolicy.MaximumRetryAttempts`,
      },
    },
    aws_scheduler_schedule_group: {
      name: named('scheduler:CreateScheduleGroup:Name'),
      attributes: { id: argument('name'), arn: regional('scheduler', join('schedule-group/', '$name')) },
      calls: row('scheduler/schedule_group.go', {
        read: ['scheduler:GetScheduleGroup', 'scheduler:ListTagsForResource'],
        create: [
          'scheduler:CreateScheduleGroup',
          tagged('scheduler:TagResource', `${DOCS}/scheduler/latest/APIReference/API_CreateScheduleGroup.html`),
        ],
        update: ['scheduler:TagResource', 'scheduler:UntagResource'],
        delete: ['scheduler:DeleteScheduleGroup'],
      }),
      bill: NOTHING,
      picture: undrawn,
      local: 'stood up',
      arguments: { name: read('catalog/services', 'local/aws/scheduler') },
    },
  },
} satisfies Service;
