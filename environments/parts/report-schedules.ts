import * as z from 'zod';
import { type ReportSchedule, WEEKDAYS } from '../../constructs/parts/report-rule';
import { REPORT_NAME } from '../../scripts/text/report-name';
import { ZONE_NAMES } from '../../scripts/text/zone-names';
import { momentFault } from './report-moment';

/** Executions of such names are not a schedule's: a person's, and a deployment's own. */
const TAKEN = ['manual', 'verify'];

/** Who reads such a name knows what it means. */
const MEANS: Readonly<Record<string, ReportSchedule['every']>> = { monthly: 'month', weekly: 'week', daily: 'day' };

/** It begins the names of its executions, and stands in the rule's. */
const name = z
  .string()
  .regex(new RegExp(`^${REPORT_NAME}$`), 'must be 1 to 12 lower-case letters and digits, a letter first')
  .refine((text) => !TAKEN.includes(text), `must not be one of ${TAKEN.join(', ')}: other executions begin so`);

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const at = z.string().regex(TIME, 'must be a time of the day, written HH:MM');

/** As EventBridge Scheduler takes them; without one a report is made in UTC. */
const timeZone = z
  .string()
  .refine((zone) => zone !== 'UTC', 'is what it is without one: leave it out')
  .refine(
    (zone) => zone === 'UTC' || ZONE_NAMES.has(zone),
    'must be a name of the Time Zone Database, such as Europe/Berlin',
  );

const common = {
  name,
  at,
  /** The rule is there, and fires nothing. */
  enabled: z.boolean().default(true),
  /** The zone that `at` and `day` are of. */
  timeZone: timeZone.optional(),
};

const report = z
  .discriminatedUnion(
    'every',
    [
      z.strictObject({
        ...common,
        every: z.literal('month'),
        day: z.int().min(1, 'must be at least 1').max(28, 'must be at most 28: every month has that day'),
      }),
      z.strictObject({ ...common, every: z.literal('week'), day: z.enum(WEEKDAYS) }),
      z.strictObject({ ...common, every: z.literal('day') }),
    ],
    { error: 'must be one of month, week, day' },
  )
  .refine(({ name: called, every }) => (MEANS[called] ?? every) === every, {
    path: ['every'],
    error: ({ input }) => `must be ${MEANS[(input as { name: string }).name]}, as the name says`,
  })
  .superRefine(({ at: time, timeZone: zone }, context) => {
    // Told already.
    if (!TIME.test(time) || (zone !== undefined && !ZONE_NAMES.has(zone))) return;
    const message = momentFault(time, zone);
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['at'], message });
  });

/** What each report tells of and when it is sent; the shipped one when absent. */
export const reports = z
  .array(report)
  .min(1, 'must have at least one: to send none, give it enabled: false')
  .superRefine((all, context) => {
    for (const [index, { name: called }] of all.entries()) {
      if (all.findIndex((other) => other.name === called) === index) continue;
      context.addIssue({ code: 'custom', path: [index, 'name'], message: 'must be a name that no other report has' });
    }
  })
  .default([{ name: 'monthly', every: 'month', day: 1, at: '08:00', enabled: true }]);

/** Of the older form, `schedule: { enabled }`, what to write in its place. */
export function renamedSchedule(schedule: unknown): string {
  const enabled = (schedule as { enabled?: unknown } | null)?.enabled !== false;
  return (
    'is now a list, of reports of each month, week and day: write ' +
    `reports: [{ name: 'monthly', every: 'month', day: 1, at: '08:00', enabled: ${enabled} }]`
  );
}
