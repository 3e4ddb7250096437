import { partsOf } from '../../catalog/all';
import { UserError } from '../../scripts/user-error';
import { leadsOutside } from '../../terraform/accepted/lead-outside';
import { doubledObjects } from '../../terraform/one-object';
import { blocksOfType, list, optionalText, text, texts } from '../../terraform/query';
import { Refusals } from '../../terraform/refused';
import { type Block, type SourceLocation, type Stack } from '../../terraform/stack';
import { parseDocument, type Statement } from './document';
import { readResourcePolicies, type ResourcePolicy } from './resource-policies';

/** A customer managed policy (`aws_iam_policy`). */
export interface ManagedPolicy {
  readonly arn: string;
  readonly address: string;
  readonly source?: SourceLocation;
  readonly statements: readonly Statement[];
}

export interface RoleAccess {
  readonly arn: string;
  readonly name: string;
  readonly address: string;
  /** Where the role's own policy is written; where the role is, if it has none. */
  readonly source?: SourceLocation;
  /** Of its inline and attached policies. */
  readonly statements: readonly Statement[];
  /** The permissions boundary, when the role has one. */
  readonly boundary?: ManagedPolicy;
  readonly trust: readonly Statement[];
}

/** An OpenID Connect provider, whose tokens roles may trust. */
export interface IdentityProvider {
  readonly arn: string;
  /** `https://token.actions.githubusercontent.com` */
  readonly url: string;
  /** The audiences that AWS takes a token for. */
  readonly clientIds: readonly string[];
}

/** Every policy of a stack, by what it is about. Nothing here is evaluated yet. */
export interface Access {
  readonly accountId: string;
  readonly region: string;
  /** By ARN. */
  readonly roles: ReadonlyMap<string, RoleAccess>;
  /** Roles of the neighbours, which a resource's policy may name. By ARN. */
  readonly rolesBeside: ReadonlyMap<string, RoleAccess>;
  /** By ARN. */
  readonly managedPolicies: ReadonlyMap<string, ManagedPolicy>;
  /** Those of the managed policies that are a role's boundary, here or in a neighbour. */
  readonly boundaries: ReadonlySet<string>;
  readonly identityProviders: readonly IdentityProvider[];
  /** By the ARN of the resource. */
  readonly resourcePolicies: ReadonlyMap<string, ResourcePolicy>;
}

/** Blocks that give access in ways which we don't read: better an error than access that nobody sees. */
const UNREAD = partsOf('unreadAccess');

/**
 * Reads every policy of a stack.
 * @param neighbours other stacks of the same account, which may hold the boundaries of this one's roles, and roles that
 * may reach this one's resources
 * @throws Refused with whatever can't be read whole: a document that isn't one, a policy that is attached but isn't in
 * the stack (AWS's managed ones, too: their statements are AWS's to change), a kind of grant that we don't know.
 */
export function readAccess(stack: Stack, neighbours: readonly Stack[] = []): Access {
  const refusals = new Refusals();
  const refuse = (block: Block, problem: string): unknown =>
    refusals.of(stack.name, () => {
      throw new UserError(`${at(block)}${problem}`);
    });
  for (const unread of stack.blocks.filter(({ kind, type }) => kind === 'resource' && Object.hasOwn(UNREAD, type))) {
    refuse(unread, " gives access in a way that is not read: use a role's policy instead.");
  }
  for (const doubled of [stack, ...neighbours].flatMap(doubledObjects)) refusals.add(doubled);
  for (const outside of [stack, ...neighbours].flatMap(leadsOutside)) refusals.add(outside);
  const managed = managedOf(stack, refusals);
  const besides = neighbours.map((neighbour) => ({ neighbour, managed: managedOf(neighbour) }));
  const beside = new Map(besides.flatMap((one) => [...one.managed]));
  const roles = resourcesOf(stack, 'aws_iam_role');
  const names = new Set(roles.map((role) => text(role, 'name')));
  for (const type of ['aws_iam_role_policy', 'aws_iam_role_policy_attachment']) {
    for (const stray of blocksOfType(stack, type).filter((block) => !names.has(text(block, 'role')))) {
      refuse(stray, `: role ${text(stray, 'role')} is not in the stack.`);
    }
  }
  const access = {
    accountId: stack.accountId,
    region: stack.region,
    roles: new Map(
      roles.flatMap((role): [string, RoleAccess][] => {
        const read = refusals.of(stack.name, () => readRole(stack, role, managed, beside));
        return read ? [[arnOf(role), read]] : [];
      }),
    ),
    rolesBeside: new Map(
      besides.flatMap(({ neighbour, managed: own }) =>
        resourcesOf(neighbour, 'aws_iam_role').map((role): [string, RoleAccess] => [
          arnOf(role),
          readRole(neighbour, role, own, managed),
        ]),
      ),
    ),
    managedPolicies: managed,
    boundaries: new Set([stack, ...neighbours].flatMap(boundariesOf).filter((arn) => managed.has(arn))),
    identityProviders: blocksOfType(stack, 'aws_iam_openid_connect_provider').map(readProvider),
    resourcePolicies: readResourcePolicies(stack, refusals),
  };
  refusals.throwIfAny();
  return access;
}

type ManagedPolicies = ReadonlyMap<string, ManagedPolicy>;

/** @param refusals takes those that can't be read; else the first is thrown */
const managedOf = (stack: Stack, refusals?: Refusals): ManagedPolicies =>
  new Map(
    resourcesOf(stack, 'aws_iam_policy').flatMap((block): [string, ManagedPolicy][] => {
      const read = refusals ? refusals.of(stack.name, () => readManaged(block)) : readManaged(block);
      return read ? [[arnOf(block), read]] : [];
    }),
  );

const boundariesOf = (stack: Stack): string[] =>
  resourcesOf(stack, 'aws_iam_role').flatMap((role) => optionalText(role, 'permissions_boundary') ?? []);

const resourcesOf = (stack: Stack, type: string): Block[] =>
  blocksOfType(stack, type).filter(({ kind }) => kind === 'resource');

function readManaged(block: Block): ManagedPolicy {
  return {
    arn: arnOf(block),
    address: block.address,
    ...(block.source ? { source: block.source } : {}),
    statements: parseDocument(block.values['policy'], 'identity', block),
  };
}

function readRole(stack: Stack, role: Block, managed: ManagedPolicies, beside: ManagedPolicies): RoleAccess {
  const name = text(role, 'name');
  const own = (type: string): Block[] => blocksOfType(stack, type).filter((block) => text(block, 'role') === name);
  const find = (arn: string, from: Block): ManagedPolicy => {
    const found = managed.get(arn);
    if (found) return found;
    throw new UserError(
      `${at(from)}: the statements of ${arn} are not in this stack: write them as a policy of its own.`,
    );
  };
  const inline = own('aws_iam_role_policy');
  const attached = [
    ...own('aws_iam_role_policy_attachment').map((block) => find(text(block, 'policy_arn'), block)),
    ...texts(role, 'managed_policy_arns').map((arn) => find(arn, role)),
  ];
  const policies = list(role, 'inline_policy');
  const names = policies.map((policy) => optionalText(policy, 'name') ?? '');
  const twice = names.find((one, index) => names.indexOf(one) !== index);
  if (twice !== undefined) throw new UserError(`${at(role)}: inline_policy ${twice} stands twice: AWS keeps the last.`);
  const nested = policies.map((policy, index) =>
    parseDocument(optionalText(policy, 'policy'), 'identity', {
      ...role,
      address: `${role.address}, inline_policy ${index}`,
    }),
  );
  const boundaryArn = optionalText(role, 'permissions_boundary');
  const boundary = boundaryArn === undefined ? undefined : (beside.get(boundaryArn) ?? find(boundaryArn, role));
  const source = inline[0]?.source ?? attached[0]?.source ?? role.source;
  return {
    arn: arnOf(role),
    name,
    address: role.address,
    ...(source ? { source } : {}),
    statements: [
      ...inline.flatMap((block) => parseDocument(block.values['policy'], 'identity', block)),
      ...nested.flat(),
      ...attached.flatMap(({ statements }) => statements),
    ],
    ...(boundary ? { boundary } : {}),
    trust: parseDocument(role.values['assume_role_policy'], 'trust', role),
  };
}

/** Of one that is read and not made, the audiences are known that Terraform makes sure of, before it trusts it. */
function readProvider(block: Block): IdentityProvider {
  const promised = list(block, 'lifecycle.postcondition').flatMap((one) => {
    const [, audience] =
      /^\$\{contains\(self\.client_id_list, "([^"]+)"\)\}$/.exec(optionalText(one, 'condition') ?? '') ?? [];
    return audience ?? [];
  });
  const clientIds = block.kind === 'data' ? promised : texts(block, 'client_id_list');
  return { arn: arnOf(block), url: text(block, 'url'), clientIds };
}

const arnOf = (block: Block): string => text(block, 'arn');

const at = ({ address, source }: Block): string => (source ? `${address} (${source.file}:${source.line})` : address);
