import { type Severity } from '../finding';

interface NeedRule {
  readonly rule: string;
  readonly severity: Severity;
  readonly why: string;
  readonly cite: string;
}

export const sufficient: NeedRule = {
  rule: 'insufficient-access',
  severity: 'error',
  why: 'A call that the code makes would be refused in production.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
};

/** A note: a run that goes well does not need what is there for one that doesn't. */
export const minimal: NeedRule = {
  rule: 'unneeded-grant',
  severity: 'note',
  why: 'What is never needed is only of use to an intruder.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
};

export const needRules: readonly NeedRule[] = [sufficient, minimal];
