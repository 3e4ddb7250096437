import { model, type Names, type RequestTruth } from '../../requests/truth';

const recorded = {
  recorded:
    'localstack/localstack at 8b9a79f, tests/aws/services/cloudformation/resource_providers/scheduler/test_scheduler.snapshot.json: what AWS tells of a schedule and its group',
};
const tags = {
  recorded:
    'localstack/localstack at 8b9a79f, tests/aws/services/scheduler/test_scheduler.snapshot.json: test_tag_resource',
};

export const requestTruths = ({ accountId, region, schedule, starterArn }: Names): RequestTruth[] => {
  const arn = (resource: string) => `arn:aws:scheduler:${region}:${accountId}:${resource}`;
  const get = (
    operation: string,
    says: string,
    path: string,
    rest: Partial<RequestTruth>,
    query: Record<string, string> = {},
  ): RequestTruth => ({
    says,
    source: model(`scheduler:${operation}`),
    service: 'scheduler',
    operation,
    input: {},
    rest: { method: 'GET', path, query },
    ...rest,
  });
  const absent = { error: { code: 'ResourceNotFoundException', status: 404 } };
  const invalid = { error: { code: 'ValidationException', status: 400 } };
  return [
    get(
      'GetSchedule',
      'A schedule is told with all that it has, and what it has by default',
      `/schedules/${schedule}`,
      {
        source: recorded,
        answer: {
          ActionAfterCompletion: 'NONE',
          Arn: arn(`schedule/${schedule}/${schedule}`),
          FlexibleTimeWindow: { Mode: 'OFF' },
          GroupName: schedule,
          Name: schedule,
          ScheduleExpression: 'cron(0 8 ? * MON *)',
          ScheduleExpressionTimezone: 'Europe/Berlin',
          State: 'ENABLED',
          Target: {
            Arn: starterArn,
            RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
            RoleArn: `arn:aws:iam::${accountId}:role/${schedule}`,
          },
        },
      },
      { groupName: schedule },
    ),
    get('GetSchedule', 'Without a group it is one of the default group', `/schedules/${schedule}`, absent),
    get('GetSchedule', 'A schedule that is not there', '/schedules/x', absent, { groupName: schedule }),
    get('GetSchedule', 'A name has a form', '/schedules/a%20b', invalid),
    get('GetScheduleGroup', 'A group is told with its state', `/schedule-groups/${schedule}`, {
      source: recorded,
      answer: { Arn: arn(`schedule-group/${schedule}`), Name: schedule, State: 'ACTIVE' },
    }),
    get('GetScheduleGroup', 'Every account has a default group', '/schedule-groups/default', {
      source: { page: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-group.html' },
      answer: { Name: 'default', State: 'ACTIVE' },
    }),
    get('GetScheduleGroup', 'A group that is not there', '/schedule-groups/x', absent),
    get(
      'ListSchedules',
      'Schedules are found by group, how they begin, and state',
      '/schedules',
      {
        answer: { Schedules: [{ Name: schedule, GroupName: schedule, State: 'ENABLED', Target: { Arn: starterArn } }] },
      },
      { ScheduleGroup: schedule, NamePrefix: schedule.slice(0, 8), State: 'ENABLED' },
    ),
    get('ListSchedules', 'None is off', '/schedules', { answer: { Schedules: [] } }, { State: 'DISABLED' }),
    get('ListSchedules', 'A state that is none', '/schedules', invalid, { State: 'OFF' }),
    get('ListSchedules', 'Of a group that is not there', '/schedules', absent, { ScheduleGroup: 'x' }),
    get('ListSchedules', 'A page has at most 100', '/schedules', invalid, { MaxResults: '101' }),
    get('ListSchedules', 'A token of nobody’s', '/schedules', invalid, { NextToken: 'x' }),
    get(
      'ListScheduleGroups',
      'Groups come in pages',
      '/schedule-groups',
      { answer: { ScheduleGroups: [{ Name: 'default' }], NextToken: /./ } },
      { MaxResults: '1' },
    ),
    get(
      'ListTagsForResource',
      'A group’s tags are told',
      `/tags/${encodeURIComponent(arn(`schedule-group/${schedule}`))}`,
      {
        source: tags,
        answer: { Tags: [{ Key: /./, Value: /./ }, {}, {}, {}] },
      },
    ),
    get(
      'ListTagsForResource',
      'A schedule has none',
      `/tags/${encodeURIComponent(arn(`schedule/default/x`))}`,
      invalid,
    ),
    get('CreateSchedule', 'Nothing is made', '/schedules/x', {
      rest: { method: 'POST', path: '/schedules/x' },
      refused: 'POST /schedules/x',
    }),
  ];
};
