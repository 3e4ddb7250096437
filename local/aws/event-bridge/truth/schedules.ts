import { type Truth } from '../../truth';

export interface ScheduleTruth extends Truth {
  readonly expression: string;
}

const source = {
  recorded:
    'localstack/localstack at 8b9a79f, tests/aws/services/events/test_events_schedule.py: answers of AWS to PutRule',
};

/** "Parameter ScheduleExpression is not valid." */
export const refusedSchedules: readonly ScheduleTruth[] = [
  ...['rate(10 seconds)', 'rate(10 years)', 'rate(1 minutes)', 'rate(1 hours)', 'rate(1 days)', 'rate(10 minute)'],
  ...['rate(10 hour)', 'rate(10 day)', 'rate()', 'rate(10)', 'rate(10 minutess)', 'rate(foo minutes)'],
  ...['rate(0 minutes)', 'rate(-10 minutes)', 'rate(10 MINUTES)', 'rate( 10 minutes )', ' rate(10 minutes)'],
  ...[
    'cron(0 1 * * * *)',
    'cron(7 20 * * NOT *)',
    'cron(INVALID)',
    'cron(0 dummy ? * MON-FRI *)',
    'cron(71 8 1 * ? *)',
  ],
].map((expression) => ({ says: `${expression} is refused`, source, expression }));

export const takenSchedules: readonly ScheduleTruth[] = [
  ...['rate(1 minute)', 'rate(10 minutes)', 'cron(0 2 ? * SAT *)', 'cron(0 12 * * ? *)', 'cron(5,35 14 * * ? *)'],
  ...['cron(15 10 ? * 6L 2002-2005)', 'cron(0 2 ? * SAT#3 *)', 'cron(* * ? * SAT#3 *)', 'cron(0/5 5 ? JAN 1-5 2022)'],
  ...['cron(0 10 * * ? *)', 'cron(15 12 * * ? *)', 'cron(0 18 ? * MON-FRI *)', 'cron(0 8 1 * ? *)'],
  ...['cron(0/15 * * * ? *)', 'cron(0/10 * ? * MON-FRI *)', 'cron(0/5 8-17 ? * MON-FRI *)'],
  ...['cron(0/30 20-23 ? * MON-FRI *)', 'cron(0/30 0-2 ? * MON-FRI *)'],
].map((expression) => ({ says: `${expression} is taken`, source, expression }));
