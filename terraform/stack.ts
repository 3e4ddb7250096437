/** What a reader of infrastructure sees: a synthesized stack with its references resolved. */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Where a block or an IAM statement is written in our source: relative to the repository's root. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
}

/** That an argument of one block names another block. */
export interface Reference {
  /** Where: names of arguments and nested blocks, joined by dots, such as `dead_letter_config.arn`. */
  readonly path: string;
  /** Of the block that is referred to. */
  readonly address: string;
}

/** One `resource` or `data` block. */
export interface Block {
  readonly kind: 'resource' | 'data';
  /** e.g. `aws_s3_bucket` */
  readonly type: string;
  readonly name: string;
  /** Terraform's address: `aws_s3_bucket.events`, `data.archive_file.start-query-execution` */
  readonly address: string;
  /**
   * Arguments, and the attributes that AWS computes and we can tell (`arn`, `id`, …), with every `${…}` resolved.
   * What can't be resolved stays an opaque symbol (`opaque.ts`), equal only to itself.
   */
  readonly values: Readonly<Record<string, Json>>;
  /** To other blocks of the stack, in the block's order; absent when read from a plan, which has only values. */
  readonly references?: readonly Reference[];
  /** The construct's path, e.g. `dev/report-workflow/role`; absent when read from a plan. */
  readonly constructPath?: string;
  readonly source?: SourceLocation;
  /** By `Sid`, for blocks that hold a policy. */
  readonly statements?: Readonly<Record<string, SourceLocation>>;
}

/** As the catalogue calls its type: `data.` stands before a data source's. */
export const catalogType = ({ kind, type }: Pick<Block, 'kind' | 'type'>): string =>
  kind === 'data' ? `data.${type}` : type;

export interface Stack {
  readonly name: string;
  /** The folder that holds `cdk.tf.json`, which relative paths in the stack start from. */
  readonly folder: string;
  readonly accountId: string;
  readonly region: string;
  /** Tags that the provider puts on every resource; absent when read from a plan. */
  readonly defaultTags?: Readonly<Record<string, string>>;
  readonly blocks: readonly Block[];
  readonly outputs: Readonly<Record<string, Json>>;
  /** `moved`, `import` and `removed` blocks, in words: a plan heeds them, and nothing else does. */
  readonly passedOver?: readonly string[];
}
