import { type Stack } from '../../../terraform/stack';
import { type Operation } from '../shared/call';
import { AwsError } from '../shared/errors';
import { pageOf } from '../shared/pages';
import { tagList, tagsByArn } from '../shared/tags';
import { type SchedulerService } from './scheduler';
import { type Group, type Schedule } from './schedule';

/** What Scheduler's clients may ask; requests were checked. */
export function schedulerOperations(scheduler: SchedulerService, stack: Stack): Record<string, Operation> {
  const { region, accountId } = stack;
  const arn = (resource: string) => `arn:aws:scheduler:${region}:${accountId}:${resource}`;
  // https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html: seconds
  const at = scheduler.created.getTime() / 1000;
  const dates = { CreationDate: at, LastModificationDate: at };
  const describeGroup = ({ name, arn: Arn }: Group) => ({ Arn, Name: name, State: 'ACTIVE', ...dates });
  return {
    GetSchedule: async ({ Name, GroupName = 'default' }, call) => {
      call.require('scheduler:GetSchedule', arn(`schedule/${String(GroupName)}/${String(Name)}`));
      const found = scheduler
        .schedules()
        .find(({ schedule: { name, group } }) => name === Name && group.name === GroupName);
      if (!found) throw notFound(`Schedule ${String(Name)} does not exist.`);
      return { ...describe(found.schedule, found.enabled), ...dates };
    },
    ListSchedules: async ({ GroupName, NamePrefix = '', State, NextToken, MaxResults }, call) => {
      // It takes no resource.
      call.require('scheduler:ListSchedules', '*');
      if (GroupName !== undefined && !scheduler.groups.some(({ name }) => name === GroupName)) {
        throw notFound(`Schedule group ${String(GroupName)} does not exist.`);
      }
      const found = scheduler
        .schedules()
        .filter(({ schedule: { group } }) => GroupName === undefined || group.name === GroupName)
        .filter(({ schedule: { name } }) => name.startsWith(String(NamePrefix)))
        .map(({ schedule, enabled }) => ({ ...summary(schedule, enabled), ...dates }))
        .filter((one) => State === undefined || one.State === State);
      return page('Schedules', found, {
        NextToken,
        MaxResults,
        request: ['ListSchedules', GroupName, NamePrefix, State],
      });
    },
    GetScheduleGroup: async ({ Name }, call) => {
      call.require('scheduler:GetScheduleGroup', arn(`schedule-group/${String(Name)}`));
      const found = scheduler.groups.find(({ name }) => name === Name);
      if (!found) throw notFound(`Schedule group ${String(Name)} does not exist.`);
      return describeGroup(found);
    },
    ListScheduleGroups: async ({ NamePrefix = '', NextToken, MaxResults }, call) => {
      call.require('scheduler:ListScheduleGroups', '*');
      const found = scheduler.groups.filter(({ name }) => name.startsWith(String(NamePrefix))).map(describeGroup);
      return page('ScheduleGroups', found, { NextToken, MaxResults, request: ['ListScheduleGroups', NamePrefix] });
    },
    ListTagsForResource: async ({ ResourceArn }, call) => {
      call.require('scheduler:ListTagsForResource', String(ResourceArn));
      const own = ResourceArn === arn('schedule-group/default') ? {} : undefined;
      const tags = tagsByArn(stack, ['aws_scheduler_schedule_group'], String(ResourceArn)) ?? own;
      if (!tags) throw notFound(`Resource ${String(ResourceArn)} does not exist.`);
      return { Tags: tagList(tags) };
    },
  };
}

const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message, 404);

const summary = ({ name, arn, group, target }: Schedule, enabled: boolean) => ({
  Arn: arn,
  GroupName: group.name,
  Name: name,
  State: enabled ? 'ENABLED' : 'DISABLED',
  Target: { Arn: target.arn },
});

/** As AWS was recorded to tell one: truth/requests.ts. */
function describe(schedule: Schedule, enabled: boolean) {
  const { description, expression, zone, target } = schedule;
  return {
    ...summary(schedule, enabled),
    ActionAfterCompletion: 'NONE',
    ...(description === undefined ? {} : { Description: description }),
    FlexibleTimeWindow: { Mode: 'OFF' },
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: zone,
    Target: {
      Arn: target.arn,
      ...(target.deadLetterArn === undefined ? {} : { DeadLetterConfig: { Arn: target.deadLetterArn } }),
      Input: target.input,
      RetryPolicy: {
        MaximumEventAgeInSeconds: target.retry.maximumAge,
        MaximumRetryAttempts: target.retry.attempts,
      },
      RoleArn: target.roleArn,
    },
  };
}

/** @throws AwsError for a token that was not given for this list */
function page(
  name: string,
  all: readonly object[],
  { NextToken, MaxResults, request }: { NextToken: unknown; MaxResults: unknown; request: unknown },
): object {
  const token = typeof NextToken === 'string' ? NextToken : undefined;
  const wrong = () => new AwsError('ValidationException', 'Invalid NextToken.');
  const { items, next } = pageOf(all, {
    size: typeof MaxResults === 'number' ? MaxResults : 100,
    token,
    request,
    wrong,
  });
  return { [name]: items, ...(next === undefined ? {} : { NextToken: next }) };
}
