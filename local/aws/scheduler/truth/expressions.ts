import { type Truth } from '../../truth';

export interface ExpressionTruth extends Truth {
  readonly expression: string;
}

const recorded = {
  recorded:
    'localstack/localstack at 8b9a79f, tests/aws/services/scheduler/test_scheduler.snapshot.json: answers of AWS to CreateSchedule',
};
const page = { page: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html' };

/** "Invalid Schedule Expression cron(0 1 * * * *)." */
export const refusedExpressions: readonly ExpressionTruth[] = [
  ...['cron(0 1 * * * *)', 'cron(7 20 * * NOT *)', 'cron(INVALID)', 'cron(0 dummy ? * MON-FRI *)'],
  ...['cron(71 8 1 * ? *)', 'cron()'],
].map((expression) => ({ says: `${expression} is refused`, source: recorded, expression }));

export const takenExpressions: readonly ExpressionTruth[] = ['cron(0 18 ? * MON-FRI *)', 'cron(*/15 * * * ? *)'].map(
  (expression) => ({ says: `${expression} is taken`, source: recorded, expression }),
);

export interface MomentTruth extends Truth {
  readonly expression: string;
  readonly zone: string;
  readonly after: string;
  /** In UTC. */
  readonly next: readonly string[];
}

/** When a schedule in a zone fires. Offsets are the Time Zone Database's: https://data.iana.org/time-zones/tzdb/ */
export const moments: readonly MomentTruth[] = [
  {
    says: 'A cron is of the zone: an hour earlier in UTC in summer',
    source: page,
    expression: 'cron(0 8 1 * ? *)',
    zone: 'Europe/Berlin',
    after: '2027-03-01T07:00:00Z',
    next: ['2027-04-01T06:00', '2027-05-01T06:00'],
  },
  {
    says: 'When time shifts forward, what falls on a time that is not there is skipped',
    source: page,
    expression: 'cron(30 2 * MAR ? *)',
    zone: 'Europe/Berlin',
    after: '2027-03-26T01:30:00Z',
    next: ['2027-03-27T01:30', '2027-03-29T00:30'],
  },
  {
    says: 'A week is left out by it, too',
    source: page,
    expression: 'cron(30 2 ? * SUN *)',
    zone: 'America/New_York',
    after: '2027-03-08T00:00:00Z',
    next: ['2027-03-21T06:30', '2027-03-28T06:30'],
  },
  {
    says: 'A day that is over in UTC may be the same in the zone',
    source: page,
    expression: 'cron(0 20 ? * MON *)',
    zone: 'America/Los_Angeles',
    after: '2027-01-01T00:00:00Z',
    next: ['2027-01-05T04:00', '2027-01-12T04:00'],
  },
  {
    says: 'Without a zone it is UTC',
    source: page,
    expression: 'cron(0 8 ? * MON *)',
    zone: 'UTC',
    after: '2027-03-25T00:00:00Z',
    next: ['2027-03-29T08:00', '2027-04-05T08:00'],
  },
];
