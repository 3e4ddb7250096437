import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { UserError } from '../../../scripts/user-error';

const attribute = z.strictObject({
  name: z.string(),
  sensitive: z.literal(true).optional(),
  unknown: z.literal(true).optional(),
});

const change = z.strictObject({
  address: z.string(),
  previousAddress: z.string().optional(),
  type: z.string(),
  action: z.enum(['create', 'update', 'replace', 'destroy', 'forget', 'read', 'none']),
  createFirst: z.literal(true).optional(),
  imported: z.literal(true).optional(),
  deposed: z.literal(true).optional(),
  reason: z.string().optional(),
  replacedBy: z.array(z.string()),
  attributes: z.array(attribute),
  /** What is gone for good after this change; `UNKNOWN_LOSS` where nobody has said whether its type holds data. */
  loses: z.string().optional(),
  /** Where its block is written, relative to the repository's root. */
  where: z.strictObject({ file: z.string(), line: z.int() }).optional(),
});

const priced = z.strictObject({
  type: z.string(),
  /** How many there are more, or fewer. */
  more: z.int(),
  /** US dollars a month more, or less. */
  dollars: z.number(),
});

const schema = z.strictObject({
  version: z.literal(1),
  environment: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  terraformVersion: z.string(),
  /** Whether there is anything to apply. */
  changed: z.boolean(),
  /** Those that stay as they are are only counted. */
  changes: z.array(change),
  unchanged: z.int(),
  /** What was changed behind Terraform's back. */
  drift: z.array(change),
  outputs: z.array(z.strictObject({ name: z.string(), action: z.enum(['create', 'update', 'destroy']) })),
  cost: z.strictObject({
    /** US dollars a month of all that is there, before and after. */
    before: z.number(),
    after: z.number(),
    lines: z.array(priced),
    /** Types that are made or go whose bill goes by use, and by which. */
    byUse: z.array(z.strictObject({ type: z.string(), more: z.int(), use: z.string() })),
    /** Types whose price is not known: their cost is in no sum. */
    unpriced: z.array(z.string()),
  }),
});

const failedSchema = z.strictObject({
  version: z.literal(1),
  environment: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  /** Why, in the words of the log. */
  failed: z.string(),
});

/** A plan that could not be made. */
export type FailedPlan = z.output<typeof failedSchema>;

export const isFailed = (told: PlanSummary | FailedPlan): told is FailedPlan => 'failed' in told;

/** A plan without a single value of an attribute: may be uploaded, and shown to anybody who may read the code. */
export type PlanSummary = z.output<typeof schema>;
export type SummarizedChange = PlanSummary['changes'][number];

export const UNKNOWN_LOSS = 'unknown';

export const SUMMARY_FILE = 'summary.json';

/** Whether data would be lost, or might be. */
export const losesData = ({ changes }: PlanSummary): boolean => changes.some(({ loses }) => loses !== undefined);

/** @throws UserError for a file that is missing or is not what `plan` writes, and for a plan that failed */
export function readPlanSummary(file: string): PlanSummary {
  const told = readPlanOutcome(file);
  if (isFailed(told)) throw new UserError(`${file} tells of a plan that failed: plan again.\n${told.failed}`);
  return told;
}

/** The same, where a plan that failed is told as well. */
export function readPlanOutcome(file: string): PlanSummary | FailedPlan {
  const remedy = 'write it with "npm run pipeline -- plan"';
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(`${file} can't be read (${(error as Error).message}): ${remedy}.`);
  }
  const failed = failedSchema.safeParse(json);
  if (failed.success) return failed.data;
  const { data, error } = schema.safeParse(json);
  if (data) return data;
  const [issue] = error.issues;
  throw new UserError(`${file} is no summary of a plan: ${issue?.path.join('.')}: ${issue?.message}; ${remedy}.`);
}
