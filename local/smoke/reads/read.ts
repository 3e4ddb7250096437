import { type Block, type Stack } from '../../../terraform/stack';
import { type Clients } from '../clients';

/** A call that tells how a resource is set up, and what it takes. */
export interface Read {
  /** `lambda:GetFunction`: the service as IAM names it, and the API's operation. */
  readonly operation: string;
  /** What IAM checks. */
  readonly action: string;
  readonly resources: readonly string[];
  /** What is asked for, when the resources don't tell. */
  readonly key?: string;
  /** Condition keys that only the caller knows. */
  readonly context?: Readonly<Record<string, string>>;
  /** What the block itself says of the answer: it counts where the local account doesn't serve the call. */
  readonly stated?: object;
  send(clients: Clients): Promise<object>;
}

/** The calls that tell of blocks of a type. */
export type ReadsOf = (block: Block, stack: Stack) => Read | readonly Read[];

type More = Pick<Read, 'stated' | 'context' | 'key'>;

/** A part of an answer, in the fields that the service's model has. */
export type Stated<Answer> = Answer extends string
  ? string
  : Answer extends readonly (infer Item)[]
    ? readonly Stated<Item>[]
    : Answer extends object
      ? { readonly [Field in keyof Answer]?: Stated<Answer[Field]> | undefined }
      : Answer;

/** @param resources one ARN, or all that IAM checks */
export const read = (
  operation: string,
  resources: string | readonly string[],
  send: Read['send'],
  more: More = {},
): Read => ({
  operation,
  action: operation,
  resources: typeof resources === 'string' ? [resources] : resources,
  send,
  ...more,
});

/** `arn:aws:<service>:<region>:<account>:<resource>` */
export const regional = ({ region, accountId }: Stack, service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;
