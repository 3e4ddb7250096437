import { type Access } from '../iam/access';
import { type Statement } from '../iam/document';
import { type PrincipalElement } from '../iam/principal-element';
import { type LockedSettings } from './settings';

/** A statement as the lock has it: no Sid and no place, sorted, so that equal access is equal text. */
export interface LockedStatement {
  readonly effect: 'Allow' | 'Deny';
  /** `Service:events.amazonaws.com`, `AWS:arn:…`, `Account:123456789012`, `Federated:…`, `*`. */
  readonly principals?: readonly string[];
  readonly notPrincipals?: readonly string[];
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  /** Absent in trust policies. */
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  /** Operator → key (lower case) → values. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface LockedRole {
  readonly trust: readonly LockedStatement[];
  /** The ARN of its permissions boundary. */
  readonly boundary?: string;
  /** The ARNs of the managed policies that it holds, which stand beside. */
  readonly holds?: readonly string[];
  /** Of its own policies. */
  readonly access: readonly LockedStatement[];
}

/** Who may do what in one environment. */
export interface LockedAccess {
  /** What its names are made of; absent when read from a plan. */
  readonly settings?: LockedSettings;
  /** By name. */
  readonly roles: Readonly<Record<string, LockedRole>>;
  /** Permissions boundaries of the roles by ARN: whoever is within one has no access beyond it. */
  readonly boundaries?: Readonly<Record<string, readonly LockedStatement[]>>;
  /** Managed policies by ARN: whoever holds one has this access. */
  readonly policies: Readonly<Record<string, readonly LockedStatement[]>>;
  /** Resource policies by the resource's ARN. */
  readonly resources: Readonly<Record<string, readonly LockedStatement[]>>;
}

export function lockedAccess(access: Access): LockedAccess {
  const boundaries = [...access.roles.values()].flatMap(({ boundary }) =>
    boundary ? [[boundary.arn, lockedStatements(boundary.statements)] as const] : [],
  );
  return {
    roles: sorted(
      [...access.roles.values()].map(({ name, trust, boundary, statements }) => {
        const held = [...access.managedPolicies.values()].filter((policy) =>
          policy.statements.every((one) => statements.includes(one)),
        );
        const own = statements.filter((one) => !held.some((policy) => policy.statements.includes(one)));
        return [
          name,
          {
            trust: lockedStatements(trust),
            ...(boundary ? { boundary: boundary.arn } : {}),
            ...(held.length > 0 ? { holds: held.map(({ arn }) => arn).sort() } : {}),
            access: lockedStatements(own),
          },
        ];
      }),
    ),
    ...(boundaries.length > 0 ? { boundaries: sorted(boundaries) } : {}),
    policies: sorted(
      [...access.managedPolicies.values()].map(({ arn, statements }) => [arn, lockedStatements(statements)]),
    ),
    resources: sorted(
      [...access.resourcePolicies.values()]
        .filter(({ statements }) => statements.length > 0)
        .map(({ arn, statements }) => [arn, lockedStatements(statements)]),
    ),
  };
}

/** Whose actions are named in locked access, with or without what is around it. */
export const servicesLocked = (locked: unknown): string[] =>
  [...JSON.stringify(locked).matchAll(/"([a-z0-9-]+):[A-Z*]/g)].map(([, service]) => service ?? '');

/** Statements that differ in their actions alone become one. */
export function lockedStatements(statements: readonly Statement[]): LockedStatement[] {
  const merged = new Map<string, LockedStatement>();
  for (const statement of statements.map(lockedStatement)) {
    const { actions, ...rest } = statement;
    const key = actions ? JSON.stringify(rest) : JSON.stringify(statement);
    const before = merged.get(key);
    merged.set(
      key,
      before
        ? { ...statement, ...(actions ? { actions: unique([...actions, ...(before.actions ?? [])]) } : {}) }
        : statement,
    );
  }
  return inOrder([...merged.values()]);
}

/** Equal access is equal text, whatever order it was written in. */
export function inOrder(statements: readonly LockedStatement[]): LockedStatement[] {
  const texts = new Map(statements.map((one) => [one, JSON.stringify([one.resources, one.actions, one])]));
  const text = (one: LockedStatement): string => texts.get(one) ?? '';
  return [...statements].sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

function lockedStatement({ effect, actions, resources, principals, conditions }: Statement): LockedStatement {
  const texts = (patterns: readonly { text: string }[]): string[] => unique(patterns.map(({ text }) => text));
  return {
    effect,
    ...(principals ? { [principals.not ? 'notPrincipals' : 'principals']: principalTexts(principals) } : {}),
    [actions.not ? 'notActions' : 'actions']: texts(actions.patterns),
    ...(resources ? { [resources.not ? 'notResources' : 'resources']: texts(resources.patterns) } : {}),
    ...(conditions.length > 0
      ? {
          conditions: sorted(
            unique(conditions.map(({ operator }) => operator)).map((operator) => [
              operator,
              sorted(
                conditions
                  .filter((one) => one.operator === operator)
                  .map(({ key, values }) => [key, unique(values)] as const),
              ),
            ]),
          ),
        }
      : {}),
  };
}

const principalTexts = ({ anyone, arns, accounts, services, federated }: PrincipalElement): string[] =>
  unique([
    ...(anyone ? ['*'] : []),
    ...arns.map((arn) => `AWS:${arn}`),
    ...accounts.map((account) => `Account:${account}`),
    ...services.map((service) => `Service:${service}`),
    ...federated.map((provider) => `Federated:${provider}`),
  ]);

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

const sorted = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
