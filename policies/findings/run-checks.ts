import { type Check, type CheckInput, type Finding, type Problem } from './finding';
import { findingKey } from './finding-key';
import { type PlacedStatement, placedStatements } from './placed-statements';

/** Runs checks over one environment. */
export function findings(checks: readonly Check[], input: CheckInput): Finding[] {
  let placed: readonly PlacedStatement[] | undefined;
  return checks.flatMap(({ rule, why, run }) =>
    run(input).map((problem: Problem): Finding => ({
      ...problem,
      rule,
      why,
      severity: 'error',
      environment: input.stack.name,
      key: findingKey(problem, (placed ??= placedStatements(input.access))),
    })),
  );
}
