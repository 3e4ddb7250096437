import { createHash } from 'node:crypto';
import { lockedStatements } from '../lock/locked-access';
import { type Problem } from './finding';
import { type PlacedStatement } from './placed-statements';

/**
 * What an excuse is for: who, and the whole statement with its conditions, whatever its Sid; the message, for a finding
 * about no statement.
 */
export function findingKey(problem: Problem, placed: readonly PlacedStatement[]): string {
  const { subject, statement, message } = problem;
  const found = placed.find(
    (one) => one.statement.ref.address === statement?.address && one.statement.ref.index === statement.index,
  );
  const about = found ? JSON.stringify(lockedStatements([found.statement])) : message;
  return createHash('sha256').update(`${subject}\n${about}`).digest('hex').slice(0, 12);
}
