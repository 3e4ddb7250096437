import { join, regional } from '../attributes';
import { type Service } from '../entry';
import { named } from '../names';

export const scheduler = {
  name: 'scheduler',
  prefix: 'scheduler',
  types: {
    aws_scheduler_schedule: {
      name: named('scheduler:CreateSchedule:Name', { within: ['group_name'] }),
      attributes: {
        arn: regional('scheduler', (of) => join(`schedule/${of('group_name') ?? 'default'}/`, '$name')(of)),
      },
    },
    aws_scheduler_schedule_group: { name: named('scheduler:CreateScheduleGroup:Name') },
  },
} satisfies Service;
