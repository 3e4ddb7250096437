import { read, within } from '../arguments';
import { argument, join, regional } from '../attributes';
import { of, row } from '../calls';
import { type Service } from '../entry';
import { named } from '../names';
import { NOTHING } from '../prices';

export const eventBridge = {
  name: 'event-bridge',
  prefix: 'events',
  principal: 'events.amazonaws.com',
  client: '@aws-sdk/client-eventbridge',
  taskErrors: 'EventBridge',
  types: {
    aws_cloudwatch_event_rule: {
      name: named('events:PutRule:Name', { within: ['event_bus_name'] }),
      attributes: {
        id: argument('name'),
        arn: regional('events', (of) => {
          const bus = of('event_bus_name') ?? 'default';
          return bus === 'default' ? join('rule/', '$name')(of) : join(`rule/${bus}/`, '$name')(of);
        }),
        event_bus_name: () => 'default',
      },
      calls: row('events/rule.go', {
        read: ['events:DescribeRule', 'events:ListTagsForResource'],
        create: ['events:PutRule', 'events:TagResource'],
        update: ['events:PutRule', 'events:TagResource', 'events:UntagResource'],
        delete: ['events:DeleteRule'],
      }),
      bill: { use: 'events that are not AWS’s own' },
      picture: {
        words: 'EventBridge rule',
        shape: 'box',
        tone: 'event',
        detail: (block) => block.optional('schedule_expression'),
        references: [{ path: 'event_pattern', draw: 'back', label: 'status changes' }],
      },
      local: 'stood up',
      arguments: {
        description: read('local/aws/event-bridge'),
        event_pattern: read('local/aws/event-bridge'),
        is_enabled: read('local/aws/event-bridge'),
        name: read('catalog/services', 'local/aws/event-bridge', 'local/start'),
        schedule_expression: read('catalog/services', 'local/aws/event-bridge', 'local/start'),
        state: read('local/aws/event-bridge', 'local/start'),
      },
      limits: {
        description: 'events:PutRule:Description',
        schedule_expression: 'events:PutRule:ScheduleExpression',
        state: 'events:PutRule:State',
      },
    },
    aws_cloudwatch_event_target: {
      leadsTo: ['arn', 'dead_letter_config.arn'],
      name: named('events:PutTargets:Targets[].Id', { argument: 'target_id', within: ['event_bus_name', 'rule'] }),
      calls: row(
        'events/target.go',
        {
          read: ['events:ListTargetsByRule'],
          create: ['events:PutTargets'],
          update: ['events:PutTargets'],
          delete: ['events:RemoveTargets'],
        },
        of('aws_cloudwatch_event_rule', 'rule', 'name'),
      ),
      bill: NOTHING,
      picture: {
        partOf: 'rule',
        references: [
          { path: 'arn', draw: 'on' },
          { path: 'dead_letter_config', draw: 'exception', label: 'not delivered' },
        ],
      },
      local: 'stood up',
      arguments: {
        arn: read('local/aws/event-bridge'),
        ...within('dead_letter_config', read('local/aws/event-bridge'), 'arn'),
        input: read('local/aws/event-bridge'),
        input_path: read('local/aws/event-bridge'),
        'input_transformer.input_paths': read('local/aws/event-bridge'),
        'input_transformer.input_template': read('local/aws/event-bridge'),
        ...within(
          'retry_policy',
          read('local/aws/event-bridge'),
          'maximum_event_age_in_seconds',
          'maximum_retry_attempts',
        ),
        rule: read('catalog/services', 'local/aws/event-bridge'),
        target_id: read('catalog/services', 'local/aws/event-bridge'),
      },
      limits: {
        input: 'events:PutTargets:Targets[].Input',
        input_path: 'events:PutTargets:Targets[].InputPath',
        'input_transformer.input_template': 'events:PutTargets:Targets[].InputTransformer.InputTemplate',
        'retry_policy.maximum_event_age_in_seconds': 'events:PutTargets:Targets[].RetryPolicy.MaximumEventAgeInSeconds',
        'retry_policy.maximum_retry_attempts': 'events:PutTargets:Targets[].RetryPolicy.MaximumRetryAttempts',
      },
    },
    aws_cloudwatch_event_archive: { name: named('events:CreateArchive:ArchiveName') },
    aws_cloudwatch_event_bus: { name: named('events:CreateEventBus:Name') },
    aws_cloudwatch_event_bus_policy: { unreadAccess: true },
    aws_cloudwatch_event_permission: { unreadAccess: true },
  },
} satisfies Service;
