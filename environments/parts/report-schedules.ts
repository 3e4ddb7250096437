import * as z from 'zod';
import { type ReportSchedule, WEEKDAYS } from '../../constructs/parts/report-rule';
import { REPORT_NAME } from '../../scripts/text/report-name';

/** Executions of such names are not a schedule's: a person's, and a deployment's own. */
const TAKEN = ['manual', 'verify'];

/** Who reads such a name knows what it means. */
const MEANS: Readonly<Record<string, ReportSchedule['every']>> = { monthly: 'month', weekly: 'week', daily: 'day' };

/** It begins the names of its executions, and stands in the rule's. */
const name = z
  .string()
  .regex(new RegExp(`^${REPORT_NAME}$`), 'must be 1 to 12 lower-case letters and digits, a letter first')
  .refine((text) => !TAKEN.includes(text), `must not be one of ${TAKEN.join(', ')}: other executions begin so`);

/**
 * The alarm of a report that did not come looks at the hours of its day, from the one before its own to the last
 * (`missingReport` in constructs/monitoring/reports.ts); the report itself takes some of them at worst.
 */
const at = z
  .string()
  .regex(
    /^(0[1-9]|1\d|2[01]):[0-5]\d$/,
    'must be a time in UTC from 01:00 to 21:59, written HH:MM: whether a report came is looked at on its own day',
  );

const common = {
  name,
  at,
  /** The rule is there, and fires nothing. */
  enabled: z.boolean().default(true),
  timeZone: z
    .unknown()
    .refine((zone) => zone === undefined, 'is not supported yet: leave it out, and write `at` in UTC')
    .optional(),
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
  .transform(({ timeZone: _, ...schedule }) => schedule);

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
