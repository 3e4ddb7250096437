import { type SourceLocation, type Stack } from '../../terraform/stack';
import { type Access } from '../iam/access';
import { type StatementRef } from '../iam/document';
import { type IamCatalog } from '../iam/iam-catalog';

/** `error` fails the run; `note` is told and passes. */
export type Severity = 'error' | 'note';

/** What a check has to say about one place. */
export interface Problem {
  /** The role, policy or resource, by its name or ARN. */
  readonly subject: string;
  readonly statement?: StatementRef;
  readonly where?: SourceLocation;
  /** What is wrong, with the value. */
  readonly message: string;
  readonly fix: string;
}

/** Why one finding does not fail the run, until when, and who answers for it. */
export interface Excuse {
  readonly environment: string;
  readonly rule: string;
  /** The finding's key, from the report: it changes with the statement, so that an excuse never covers a later grant. */
  readonly key: string;
  /** With the page of AWS that says why it can't be otherwise. */
  readonly reason: string;
  readonly owner: string;
  /** The last day that it holds (UTC), `2027-01-31`. */
  readonly expires: string;
}

export interface Finding extends Problem {
  readonly rule: string;
  readonly severity: Severity;
  /** Why the rule is there. */
  readonly why: string;
  readonly environment: string;
  /** What an excuse names. */
  readonly key?: string;
  /** Set when the finding is excused, and so a note. */
  readonly excuse?: Excuse;
}

export interface CheckInput {
  readonly stack: Stack;
  /** Other stacks of the same environment and account. */
  readonly neighbours: readonly Stack[];
  readonly access: Access;
  readonly catalog: IamCatalog;
}

/** One rule: pure, and in a file of its own. */
export interface Check {
  /** Kebab case; stands in reports and in links. */
  readonly rule: string;
  readonly why: string;
  /** The page of AWS that says so. */
  readonly cite: string;
  run(input: CheckInput): Problem[];
}
