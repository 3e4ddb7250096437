import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bootstrapOf } from '../../terraform/stacks/environment-stacks';
import { readNeighbours } from '../../terraform/stacks/neighbours';
import { readStack } from '../../terraform/read-stack';
import { synthesizeInto } from '../../terraform/test-support';
import { type Access, readAccess } from '../iam/access';
import { parseArnPattern } from '../iam/arn';
import { type Statement } from '../iam/document';
import { type Problem } from '../findings/finding';
import { SHIPPED_NEEDS } from '../fixtures/files';
import { type Need } from './need';
import { widerGrants } from './breadth';
import { unneededGrants } from './minimality';
import { readNeeds } from './needs-file';
import { type Pair, pairsOf } from './pairs';
import { needsOfStack } from './needs-of-stack';
import { unmetNeeds } from './sufficiency';

const root = resolve(__dirname, '../..');
const needs = readNeeds(join(root, SHIPPED_NEEDS));

const folder = mkdtempSync(join(tmpdir(), 'removal-'));

beforeAll(() => synthesizeInto(folder));
afterAll(() => rmSync(folder, { recursive: true }));

/** One grant, and the access in which it is another or none. */
interface Mutant {
  /** `dev-blog-send-report: sns:Publish on arn:…` */
  readonly name: string;
  /** As they are written. */
  readonly action: string;
  readonly resource: string;
  /** The role that held it; absent for what is not a role's. */
  readonly role?: string;
  readonly access: Access;
}

/** @param change what an (action, resource) pair becomes: nothing, another, or itself where there is no mutant */
function* mutants(access: Access, change: (pair: Pair) => Pair | undefined): Generator<Mutant> {
  // A statement of a policy that several roles hold is changed for one of them.
  const seen = new Set<Statement>();
  function* from(
    holder: { readonly name: string; readonly role?: string; readonly itself?: string },
    statements: readonly Statement[],
    place: (left: readonly Statement[]) => Access,
  ): Generator<Mutant> {
    for (const [index, statement] of statements.entries()) {
      // A Deny that is gone gives more: that is the lock's to catch.
      if (statement.effect === 'Deny' || seen.has(statement)) continue;
      seen.add(statement);
      const pairs = pairsOf(statement);
      for (const pair of pairs) {
        const changed = change(pair);
        if (changed === pair) continue;
        const left = pairs.flatMap((one) => (one === pair ? (changed ?? []) : one)).map(alone);
        const [action, resource] = [pair.action.text, pair.resource?.text ?? holder.itself ?? '*'];
        yield {
          name: `${holder.name}: ${action} on ${resource}`,
          action,
          resource,
          ...(holder.role === undefined ? {} : { role: holder.role }),
          access: place(statements.toSpliced(index, 1, ...left)),
        };
      }
    }
  }
  for (const [arn, role] of access.roles) {
    const put = (change: Partial<typeof role>): Access => ({
      ...access,
      roles: new Map(access.roles).set(arn, { ...role, ...change }),
    });
    yield* from({ name: role.name, role: role.name }, role.statements, (statements) => put({ statements }));
    yield* from({ name: `${role.name}, trust`, itself: arn }, role.trust, (trust) => put({ trust }));
  }
  for (const [arn, policy] of access.managedPolicies) {
    if (access.boundaries.has(arn)) continue;
    yield* from({ name: arn }, policy.statements, (statements) => ({
      ...access,
      managedPolicies: new Map(access.managedPolicies).set(arn, { ...policy, statements }),
    }));
  }
  for (const [arn, policy] of access.resourcePolicies) {
    yield* from({ name: arn }, policy.statements, (statements) => ({
      ...access,
      resourcePolicies: new Map(access.resourcePolicies).set(arn, { ...policy, statements }),
    }));
  }
}

/** Every role's boundary, less one (action, resource) pair. */
function* boundaryMutants(access: Access): Generator<Mutant> {
  for (const [arn, role] of access.roles) {
    const { boundary } = role;
    for (const [index, statement] of boundary?.statements.entries() ?? []) {
      if (!boundary || statement.effect === 'Deny') continue;
      const pairs = pairsOf(statement);
      for (const pair of pairs) {
        const left = pairs.flatMap((one) => (one === pair ? [] : alone(one)));
        const bounded = { ...boundary, statements: boundary.statements.toSpliced(index, 1, ...left) };
        yield {
          name: `${role.name}: ${pair.action.text} on ${pair.resource?.text ?? '*'}`,
          action: pair.action.text,
          resource: pair.resource?.text ?? '*',
          role: role.name,
          access: { ...access, roles: new Map(access.roles).set(arn, { ...role, boundary: bounded }) },
        };
      }
    }
  }
}

/** The pair as a statement of its own. */
const alone = ({ statement, action, resource }: Pair): Statement => ({
  ...statement,
  actions: { not: false, patterns: [action] },
  ...(resource ? { resources: { not: false, patterns: [resource] } } : {}),
});

/** `…/results/*` becomes `…/*`, `…:topic` becomes `…:*`. */
function widened(pair: Pair): Pair {
  const text = pair.resource?.text.replace(/([:/])[^:/]+(?:[:/]\*)?$/, '$1*') ?? '*';
  const pattern = parseArnPattern(text, true);
  return text === pair.resource?.text || text === '*' || !pattern ? pair : { ...pair, resource: { text, pattern } };
}

/** The access of the role that was changed, as far as it is about the action: nothing else can have changed. */
function narrowed({ access, action, role: name }: Mutant): Access {
  if (name === undefined) return access;
  const roles = [...access.roles].map(([arn, role]) => {
    const statements = role.statements.filter(({ actions }) =>
      actions.patterns.some(({ text }) => glob(text).test(action) || glob(action).test(text)),
    );
    return [arn, { ...role, statements }] as const;
  });
  return { ...access, roles: new Map(roles.filter(([, role]) => role.name === name)) };
}

/** The needs that another grant of the action could change anything for. */
const touched = ({ action }: Mutant, needs: readonly Need[]): Need[] =>
  needs.filter((need) => glob(action.toLowerCase()).test(need.action.toLowerCase()));

const globs = new Map<string, RegExp>();

/** Each is asked for thousands of times. */
function glob(pattern: string): RegExp {
  const known = globs.get(pattern);
  if (known) return known;
  const made = new RegExp(`^${pattern.replaceAll(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '.*')}$`);
  globs.set(pattern, made);
  return made;
}

/** Whether a finding says that just this is missing. */
function names({ action, resource, role }: Mutant, { subject, message }: Problem): boolean {
  const [, missing = '', on = ''] = /^(\S+) on (.*) is needed/.exec(message) ?? [];
  return glob(action).test(missing) && glob(resource).test(on) && (role === undefined || role === subject);
}

/** What differs between the environments' bootstrap stacks is names alone. */
const stacks = [...Object.keys(needs), bootstrapOf('dev')];

describe.each(stacks)('%s', (name) => {
  const read = () => {
    const stack = readStack(join(folder, 'stacks', name));
    const neighbours = readNeighbours(stack);
    const needed = needsOfStack(stack, neighbours, needs);
    if (!needed) throw new Error(`Nothing is recorded of ${name}.`);
    return { access: readAccess(stack, neighbours), ...needed };
  };
  let access: Access;
  let recorded: readonly Need[];
  beforeAll(() => ({ access, own: recorded } = read()));

  test('has what it needs', () => expect(unmetNeeds(access, recorded)).toEqual([]));

  test('every grant that is removed is missed, by name', () => {
    const all = [...mutants(access, () => undefined)];
    const survivors = all.filter(
      (mutant) => !unmetNeeds(mutant.access, touched(mutant, recorded)).some((one) => names(mutant, one)),
    );
    expect(survivors.map(({ name }) => name)).toEqual([]);
    expect(all).not.toHaveLength(0);
  });

  test('every resource that is widened by a segment is told, by name', () => {
    const told = (mutant: Mutant) => {
      const some = touched(mutant, recorded);
      const less = narrowed(mutant);
      return [...widerGrants(less, some), ...unneededGrants(less, some)];
    };
    const all = [...mutants(access, widened)];
    const survivors = all.filter(
      (mutant) => !told(mutant).some(({ message }) => message.startsWith(`${mutant.action} on `)),
    );
    expect(survivors.map(({ name }) => name)).toEqual([]);
    expect(all).not.toHaveLength(0);
  });
});

test("each grant that the boundary lacks is missed by some role, and said to be the boundary's", () => {
  const stack = readStack(join(folder, 'stacks/dev'));
  const neighbours = readNeighbours(stack);
  const access = readAccess(stack, neighbours);
  // A boundary limits roles alone.
  const recorded = (needsOfStack(stack, neighbours, needs)?.own ?? []).filter(
    ({ principal }) => principal.kind === 'role',
  );
  const missed = new Set<string>();
  const all = new Set<string>();
  for (const mutant of boundaryMutants(access)) {
    const pair = `${mutant.action} on ${mutant.resource}`;
    all.add(pair);
    const problem = unmetNeeds(mutant.access, touched(mutant, recorded)).find((one) => names(mutant, one));
    if (problem?.message.includes('no permissions boundary allows it')) missed.add(pair);
    if (problem) expect(problem.where?.file).toBe('constructs/deploy-access/service-boundary.ts');
  }
  expect([...all].filter((pair) => !missed.has(pair))).toEqual([]);
  expect(all.size).toBeGreaterThan(20);
});
