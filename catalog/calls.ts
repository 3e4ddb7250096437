import { type BlockArguments } from './arguments';

/** A block as a call is about it. */
export interface Subject extends BlockArguments {
  readonly region: string;
  readonly accountId: string;
  /** Those that the provider puts on everything. */
  readonly tags: Readonly<Record<string, string>>;
  /** The block of a type that an argument of this one names. @throws when the stack has none */
  referred(by: string, type: string, named: string): BlockArguments;
}

/** One permission that a call of the provider takes. */
export interface Call {
  readonly action: string;
  /** The ARNs of one block that it is asked for; every one is needed. */
  readonly on: (block: Subject) => readonly string[];
  /** Condition keys of the request; those with no value it is known not to hold. */
  readonly context?: (block: Subject) => Readonly<Record<string, string | readonly string[]>>;
  /** AWS's page, where it says more than the provider's source does. */
  readonly cite?: string;
}

/**
 * What Terraform's AWS provider 6.25 calls for a resource type, by what happens to the resource. Left out is what it
 * calls for arguments that our blocks don't set.
 */
export interface ProviderCalls {
  /** The provider's source file, below internal/service. */
  readonly source: string;
  /** At each plan, before each change and after it. */
  readonly read: readonly Call[];
  readonly create: readonly Call[];
  /** In place; a replacement is a deletion and a creation. */
  readonly update: readonly Call[];
  readonly delete: readonly Call[];
}

/** What is known of a type's calls beside the provider's source as it was read. */
export interface Checked {
  /** Operations that its functions call, and that our blocks don't reach. */
  readonly unreached?: readonly Unreached[];
  /** What a later source calls, read by hand: none of 6.x could be had whole. */
  readonly byHand?: ByHand;
  /** What neither the source nor a page nor a deployment shows; docs/roles.md names each. */
  readonly unconfirmed?: readonly string[];
}

export interface Unreached {
  readonly operations: readonly string[];
  readonly why: string;
  /** Arguments that no block of ours sets. */
  readonly unset?: readonly string[];
  /** Arguments that every block of ours sets. */
  readonly set?: readonly string[];
}

export interface ByHand {
  /** Where it is written. */
  readonly where: string;
  readonly calls: Readonly<Partial<Record<'read' | 'create' | 'update' | 'delete', readonly string[]>>>;
  /** What the source that was read called instead. */
  readonly gone: readonly string[];
}

/**
 * What a service asks of a role that a block names: without it, it refuses to make the block, and it calls so later. A call
 * about nothing is one that this block has no need of.
 */
export interface OfRole {
  /** Its ARN. */
  readonly role: (block: Subject) => string;
  /** Who acts with it. */
  readonly service: string;
  readonly calls: readonly (Call & { readonly cite: string })[];
}

const arnOf: Call['on'] = (block) => [block.text('arn')];

/** A call as a row has it: without `on`, it is about what the whole row is about. */
type Written = Omit<Call, 'on'> & Partial<Pick<Call, 'on'>>;

/** A row whose calls are about the block's own ARN, unless they say otherwise. */
export function row(
  source: string,
  calls: Readonly<Record<'read' | 'create' | 'update' | 'delete', readonly (string | Written)[]>>,
  on: Call['on'] = arnOf,
): ProviderCalls {
  const full = (given: readonly (string | Written)[]): Call[] =>
    given.map((one) => (typeof one === 'string' ? { action: one, on } : { on, ...one }));
  return {
    source,
    read: full(calls.read),
    create: full(calls.create),
    update: full(calls.update),
    delete: full(calls.delete),
  };
}

/** The action takes no resource. */
export const nowhere: Call['on'] = () => ['*'];

/** What an argument holds: an ARN. */
export const held =
  (path: string): Call['on'] =>
  (block) => [block.text(path)];

/** The ARN of the block of a type that an argument names. */
export const of =
  (type: string, by: string, named: string): Call['on'] =>
  (block) => [block.referred(by, type, named).text('arn')];

/** Tags that come with a creation take the right to tag. No call of the provider's shows it: the page or the deployment does. */
export const tagged = (action: string, cite: string): Pick<Call, 'action' | 'cite'> => ({ action, cite });

/** A deployment with this provider from a role whose policy is public: what it was let do, on which ARNs. */
export const deployedBy = (policy: string): string =>
  `https://github.com/brunovicco/opslens/blob/9e969c3854e02e2033620e483ad6326d7a495db7/infra/bootstrap/${policy}.tf`;

/** A service is handed a role, to act with it. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export const passRole = (path: string, service: string): Call => ({
  action: 'iam:PassRole',
  on: held(path),
  context: () => ({ 'iam:PassedToService': service }),
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
});

/** Those that tell whose a resource is: https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html */
const TAGS = ['Application', 'Environment'];

/** Condition keys for the tags that the provider puts on everything. */
export const tagKeys =
  (kind: 'RequestTag' | 'ResourceTag') =>
  ({ tags }: Subject): Record<string, string> =>
    Object.fromEntries(
      Object.entries(tags)
        .filter(([name]) => TAGS.includes(name))
        .map(([name, value]) => [`aws:${kind}/${name}`, value]),
    );

/** What only AWS draws, and differs from one account to the next. */
export const DRAWN = '00000000-0000-0000-0000-000000000000';
