import { type SourceLocation } from '../../terraform/stack';
import { type Finding } from './finding';
import { type Change } from '../lock/changes';
import { type StandInLine } from '../lock/stand-ins';

/** A change of access, and where the policy is written that makes it. */
export interface LocatedChange extends Change {
  readonly where?: SourceLocation;
}

export interface EnvironmentSummary {
  readonly name: string;
  readonly roles: number;
  readonly statements: number;
}

/** What a run found; every reporter says the same. */
export interface Report {
  readonly environments: readonly EnvironmentSummary[];
  readonly findings: readonly Finding[];
  readonly changes: readonly LocatedChange[];
  /** Stacks that were not looked at. */
  readonly unseen?: readonly string[];
  /** Needs that no service answered. */
  readonly standIns?: readonly StandInLine[];
  /** The lock that access was compared with. */
  readonly lockFile: string;
  /** That lock is not what decides: changes are told, as what a pull request does to access, and pass. */
  readonly advisory?: boolean;
}

/** Whether a change stops a pull request until the lock says so, too. */
export const stops = ({ direction }: Change): boolean => direction === 'wider' || direction === 'unknown';

export const passes = ({ findings, changes, advisory }: Report): boolean =>
  !findings.some(({ severity }) => severity === 'error') && (advisory === true || !changes.some(stops));

export const UPDATE = 'npm run policies -- --update';

/** `constructs/x.ts:12`, or nothing. */
export const place = (where: SourceLocation | undefined): string => (where ? `${where.file}:${where.line}` : '');

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
