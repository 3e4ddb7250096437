import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isBootstrap } from '../../terraform/stacks/environment-stacks';
import { readNeighbours } from '../../terraform/stacks/neighbours';
import { readStack } from '../../terraform/read-stack';
import { synthesizeInto } from '../../terraform/test-support';
import { readAccess } from '../iam/access';
import { compareAccess } from '../lock/compare';
import { type LockedAccess, lockedAccess, type LockedStatement } from '../lock/locked-access';

/** Every way in which our access could be made wider by one edit; that fewer grants are noticed is `needs/`' business. */

const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
beforeAll(() => synthesizeInto(folder));
afterAll(() => rmSync(folder, { recursive: true }));

const KINDS = ['action widened', 'ARN widened', 'condition dropped', 'Deny narrowed', 'principal opened'] as const;
type Kind = (typeof KINDS)[number];
interface Mutant {
  readonly kind: Kind;
  readonly name: string;
  /** Absent: the statement is dropped. */
  readonly statement?: LockedStatement;
}

/** Each part of an ARN made `*`, and the ARN cut short at each of its segments. */
function widened(arn: string): string[] {
  const parts = arn.split(':');
  const tail = parts.slice(5).join(':');
  const head = (index: number): string[] =>
    parts[index] === '' ? [] : [[...parts.slice(0, index), '*', ...parts.slice(index + 1)].join(':')];
  const ends = [...tail.matchAll(/[^:/]+/g)];
  return [
    ...head(3),
    ...head(4),
    ...ends.flatMap((segment) => {
      const [before, after] = [tail.slice(0, segment.index), tail.slice(segment.index + segment[0].length)];
      const to = (resource: string): string => [...parts.slice(0, 5), resource].join(':');
      return [to(`${before}*${after}`), to(`${before}*`), to(`${before}${segment[0].slice(0, -1)}*`)];
    }),
    '*',
  ];
}

function* mutants(one: LockedStatement): Generator<Mutant> {
  const { conditions = {}, ...bare } = one;
  const keys = Object.entries(conditions).flatMap(([operator, byKey]) =>
    Object.keys(byKey).map((key) => [operator, key]),
  );
  if (one.effect === 'Deny') {
    yield { kind: 'Deny narrowed', name: 'dropped' };
    for (const part of ['actions', 'resources', 'principals'] as const) {
      const all = one[part] ?? [];
      if (all.length < 2) continue;
      for (const gone of all) {
        yield {
          kind: 'Deny narrowed',
          name: `without ${gone}`,
          statement: { ...one, [part]: all.filter((other) => other !== gone) },
        };
      }
    }
    yield {
      kind: 'Deny narrowed',
      name: 'with one more condition',
      statement: { ...one, conditions: { ...conditions, StringEquals: { 'aws:requestedregion': ['eu-west-1'] } } },
    };
    return;
  }
  for (const [operator = '', key = ''] of keys) {
    const { [key]: _, ...others } = conditions[operator] ?? {};
    const { [operator]: __, ...operators } = conditions;
    const rest = Object.keys(others).length > 0 ? { ...operators, [operator]: others } : operators;
    yield {
      kind: 'condition dropped',
      name: `without ${operator} ${key}`,
      statement: Object.keys(rest).length > 0 ? { ...bare, conditions: rest } : bare,
    };
  }
  if (keys.length > 1) yield { kind: 'condition dropped', name: 'without any condition', statement: bare };
  for (const [index, action] of (one.actions ?? []).entries()) {
    for (const wider of [action.replace(/:([A-Z][a-z]*).*/, ':$1*'), action.replace(/:.*/, ':*'), '*']) {
      const statement = { ...one, actions: one.actions?.toSpliced(index, 1, wider) ?? [] };
      yield { kind: 'action widened', name: `${action} to ${wider}`, statement };
    }
  }
  for (const [index, resource] of (one.resources ?? []).entries()) {
    for (const wider of resource === '*' ? [] : new Set(widened(resource))) {
      const statement = { ...one, resources: one.resources?.toSpliced(index, 1, wider) ?? [] };
      yield { kind: 'ARN widened', name: `${resource} to ${wider}`, statement };
    }
  }
  for (const [index, principal] of (one.principals ?? []).entries()) {
    for (const wider of ['*', 'Account:999999999999']) {
      const statement = { ...one, principals: one.principals?.toSpliced(index, 1, wider) ?? [] };
      yield { kind: 'principal opened', name: `${principal} to ${wider}`, statement };
    }
  }
}

/** Every list of statements, by its name, and the access with another list in its place. */
function* lists(
  access: LockedAccess,
): Generator<[string, readonly LockedStatement[], (to: LockedStatement[]) => LockedAccess]> {
  for (const [name, role] of Object.entries(access.roles)) {
    for (const part of ['access', 'trust'] as const) {
      yield [
        `${name} ${part}`,
        role[part],
        (to) => ({ ...access, roles: { ...access.roles, [name]: { ...role, [part]: to } } }),
      ];
    }
  }
  for (const part of ['policies', 'resources'] as const) {
    for (const [arn, statements] of Object.entries(access[part])) {
      yield [arn, statements, (to) => ({ ...access, [part]: { ...access[part], [arn]: to } })];
    }
  }
}

/**
 * The pipelines' policies are long lists of the same kind: of each statement one action and one resource, and what roles
 * hold of the policies only in the policies themselves.
 */
function shortened(access: LockedAccess): LockedAccess {
  const few = (statements: readonly LockedStatement[]): LockedStatement[] =>
    statements.map((one) => ({
      ...one,
      ...(one.actions ? { actions: one.actions.slice(0, 1) } : {}),
      ...(one.resources ? { resources: one.resources.slice(0, 1) } : {}),
    }));
  const map = <T>(of: Readonly<Record<string, T>>, to: (value: T) => T): Record<string, T> =>
    Object.fromEntries(Object.entries(of).map(([key, value]) => [key, to(value)]));
  return {
    ...access,
    policies: map(access.policies, few),
    roles: map(access.roles, ({ holds: _, ...role }) => role),
  };
}

test.each(['dev', 'bootstrap-dev'])('every mutant of %s that gives more is told as wider', (environment) => {
  const stack = readStack(join(folder, 'stacks', environment));
  const access = lockedAccess(readAccess(stack, readNeighbours(stack)));
  const locked = isBootstrap(environment) ? shortened(access) : access;
  const missed: string[] = [];
  const counts: Partial<Record<Kind, number>> = {};
  for (const [where, statements, replaced] of lists(locked)) {
    for (const [index, original] of statements.entries()) {
      // A Deny beside a grant may stop what a wider grant would give: the grant is looked at without.
      const others = original.effect === 'Allow' ? statements.filter(({ effect }) => effect === 'Allow') : statements;
      const at = others.indexOf(original);
      const before = replaced([...others]);
      for (const { kind, name, statement } of mutants(original)) {
        if (JSON.stringify(statement) === JSON.stringify(original)) continue;
        counts[kind] = (counts[kind] ?? 0) + 1;
        const mutated = replaced(others.toSpliced(at, 1, ...(statement ? [statement] : [])));
        const changes = compareAccess(environment, before, mutated, []);
        const told = changes.find(({ direction }) => direction === 'wider');
        // Told with the principal or the resource that it is about.
        const known = told && where.startsWith(told.subject);
        if (!known) missed.push(`${where}, statement ${index}: ${kind}: ${name}`);
      }
    }
  }
  // None of them is equivalent to the original: an edit that changes no text is no mutant.
  expect(missed).toEqual([]);
  for (const kind of KINDS)
    if ((counts[kind] ?? 0) < 5) throw new Error(`${counts[kind] ?? 0} mutants of kind "${kind}" are too few.`);
});
