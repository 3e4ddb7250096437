import { UserError } from '../../../scripts/user-error';
import { optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type Need } from '../../needs/need';

/** One permission that a call of the provider takes. */
export interface Call {
  readonly action: string;
  /** The ARNs of one block that it is asked for; every one is needed. */
  readonly on: (block: Block, stack: Stack) => readonly string[];
  /** Condition keys of the request. */
  readonly context?: (block: Block, stack: Stack) => NonNullable<Need['context']>;
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

/** By resource type. */
export type ProviderTable = Readonly<Record<string, ProviderCalls>>;

const arnOf = (block: Block): readonly string[] => [text(block, 'arn')];

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
export const argument =
  (path: string): Call['on'] =>
  (block) => [text(block, path)];

/** The block of a type that an argument of this block names. @throws UserError when the stack lacks it */
export function referred(stack: Stack, block: Block, by: string, type: string, named: string): Block {
  const wanted = text(block, by);
  const found = stack.blocks.find(
    (one) => one.kind === 'resource' && one.type === type && optionalText(one, named) === wanted,
  );
  if (!found) {
    throw new UserError(`${block.address}: ${by} is ${wanted}, which is no ${type} of the stack: name one that is.`);
  }
  return found;
}

/** The ARN of that block. */
export const of =
  (type: string, by: string, named: string): Call['on'] =>
  (block, stack) =>
    arnOf(referred(stack, block, by, type, named));

/** Tags that come with a creation take the right to tag. No call of the provider's shows it: the page or the deployment does. */
export const tagged = (action: string, cite: string): Pick<Call, 'action' | 'cite'> => ({ action, cite });

/** A deployment with this provider from a role whose policy is public: what it was let do, on which ARNs. */
export const deployedBy = (policy: string): string =>
  `https://github.com/brunovicco/opslens/blob/9e969c3854e02e2033620e483ad6326d7a495db7/infra/bootstrap/${policy}.tf`;

/** A service is handed a role, to act with it. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export const passRole = (path: string, service: string): Call => ({
  action: 'iam:PassRole',
  on: argument(path),
  context: () => ({ 'iam:PassedToService': service }),
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
});
