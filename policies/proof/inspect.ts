import { readNeighbours } from '../../terraform/stacks/neighbours';
import { Refusals } from '../../terraform/refused';
import { type Stack } from '../../terraform/stack';
import { type Access, readAccess } from '../iam/access';
import { allChecks } from '../checks/all';
import { type Statement } from '../iam/document';
import { excused } from '../findings/excuse';
import { refusedFindings } from '../findings/refused';
import { type Excuse } from '../findings/finding';
import { findings } from '../findings/run-checks';
import { IamCatalog } from '../iam/iam-catalog';
import { type Change } from '../lock/changes';
import { compareAccess } from '../lock/compare';
import { type LockedAccess, lockedAccess, servicesLocked } from '../lock/locked-access';
import { type AccessLock } from '../lock/lock-file';
import { settingsOf } from '../lock/settings';
import { standInsOf } from '../lock/stand-ins';
import { type Needs } from '../needs/needs-file';
import { needsOfStack } from '../needs/needs-of-stack';
import { needChecks } from '../needs/rules';
import { RequestContext } from '../iam/request-context';
import { withAccount, withoutAccount } from '../iam/own-account';
import { placedStatements, servicesNamed } from '../findings/placed-statements';
import { type LocatedChange, type Report } from '../findings/report';
import { statementMatches } from '../iam/statement-matches';

const NOTHING: LockedAccess = { roles: {}, policies: {}, resources: {} };

export interface Inspection {
  readonly stacks: readonly Stack[];
  /** Those of them, or others, that were read as synthesized, and not from a plan. */
  readonly synthesized?: readonly Stack[];
  readonly lock: AccessLock;
  /** Named in reports. */
  readonly lockFile: string;
  /** Stacks that are there and are not looked at. */
  readonly unseen?: readonly string[];
  /** By environment; one that is absent is not held against needs. */
  readonly needs: Needs;
  readonly excuses: readonly Excuse[];
  /** `2026-11-24`: the day on which excuses are held against their expiry. */
  readonly today: string;
}

/**
 * Runs every check on the stacks, and compares their access with a lock. What can't be read (a policy, what a need is
 * about) is a finding of its own, beside all that could be decided.
 */
export async function inspect(inspection: Inspection): Promise<Report> {
  const { stacks, synthesized = [], lock, lockFile, needs, excuses, today } = inspection;
  const refusals = new Refusals();
  const read = stacks.flatMap((stack) => {
    const one = refusals.of(stack.name, () => {
      const neighbours = readNeighbours(stack, synthesized);
      return { stack, neighbours, access: readAccess(stack, neighbours) };
    });
    return one ?? [];
  });
  const catalog = await IamCatalog.load([
    ...read.flatMap(({ access }) => [...servicesNamed(access)]),
    ...servicesLocked(lock),
  ]);
  const found = read.flatMap((one) => {
    const { name } = one.stack;
    const needed = refusals.of(name, () => needsOfStack(one.stack, one.neighbours, needs));
    return [...allChecks, ...(needed ? needChecks(needed) : [])].flatMap(
      (check) => refusals.of(name, () => findings([check], { ...one, catalog })) ?? [],
    );
  });
  return {
    lockFile,
    unseen: inspection.unseen ?? [],
    standIns: standInsOf(
      needs,
      read.map(({ stack }) => stack.name),
    ),
    environments: read.map(({ stack, access }) => ({
      name: stack.name,
      roles: access.roles.size,
      statements: placedStatements(access).length,
    })),
    findings: [
      ...refusedFindings(refusals.all),
      ...excused(found, {
        excuses,
        today,
        inspected: read.map(({ stack }) => stack.name),
        known: Object.keys(lock),
      }),
    ],
    changes: read.flatMap(({ stack, access }) =>
      compareAccess(stack.name, lockedOf(stack, lock), lockedAccess(access), catalog.names()).map((change) =>
        located(change, access),
      ),
    ),
  };
}

const lockedOf = ({ name, accountId }: Stack, lock: AccessLock): LockedAccess =>
  withAccount(lock[name] ?? NOTHING, accountId);

/**
 * @param synthesized as an inspection's
 * @throws Refused with what can't be read of any of them
 */
export function lockOf(stacks: readonly Stack[], synthesized: readonly Stack[] = []): AccessLock {
  const refusals = new Refusals();
  const entries = stacks.flatMap((stack): [string, LockedAccess][] => {
    const access = refusals.of(stack.name, () => readAccess(stack, readNeighbours(stack, synthesized)));
    const settings = settingsOf(stack);
    return access
      ? [[stack.name, { ...withoutAccount(lockedAccess(access), stack.accountId), ...(settings ? { settings } : {}) }]]
      : [];
  });
  refusals.throwIfAny();
  return Object.fromEntries(entries);
}

/** At the statement that allows the example, else where the subject's policy is written. */
function located(change: Change, access: Access): LocatedChange {
  const roles = [...access.roles.values()];
  const role = roles.find(({ name }) => name === change.subject);
  const policy =
    access.managedPolicies.get(change.subject) ??
    access.resourcePolicies.get(change.subject) ??
    roles.find(({ boundary }) => boundary?.arn === change.subject)?.boundary;
  const allows = (one: Statement): boolean =>
    one.effect === 'Allow' && change.witness !== undefined && matchesExample(one, change.witness);
  const statement = [...(role?.statements ?? []), ...(role?.trust ?? []), ...(policy?.statements ?? [])].find(allows);
  const where = statement?.where ?? role?.source ?? policy?.source;
  return { ...change, ...(where ? { where } : {}) };
}

/** Conditions aside: an example has only the keys that it needs. */
const matchesExample = (statement: Statement, { action, resource }: NonNullable<Change['witness']>): boolean =>
  statementMatches({ ...statement, conditions: [] }, action, resource, new RequestContext()) === true;
