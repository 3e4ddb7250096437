/** What AWS says of a name beyond its model, or in place of it. */
export interface DocumentedName {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  /** The pattern in words. */
  readonly words?: string;
  readonly page: string;
}

/** The name that AWS knows a resource by. */
export interface PhysicalName {
  /** The argument of the Terraform type. */
  readonly argument: string;
  /** `service:Operation:Member`, of catalog/models/service-models.json. */
  readonly member: string;
  readonly documented?: (values: Readonly<Record<string, unknown>>) => DocumentedName;
  /** Where no two may have the same name; `none` where AWS makes an id of its own. */
  readonly unique: 'global' | 'account' | 'region' | 'none';
  /** Arguments of what holds it: the name is its own in there alone. */
  readonly within?: readonly string[];
  /** Types that share their names with others: by the word for all of them. */
  readonly among?: string;
  readonly ignoreCase?: boolean;
}

/** A name in the argument `name`, of a region's own, but for what is said otherwise. */
export const named = (member: string, more: Partial<PhysicalName> = {}): PhysicalName => ({
  argument: 'name',
  member,
  unique: 'region',
  ...more,
});

export const DOCS = 'https://docs.aws.amazon.com';

export const always = (documented: DocumentedName) => (): DocumentedName => documented;

export const fifo =
  (longest: number, page: string) =>
  (values: Readonly<Record<string, unknown>>): DocumentedName =>
    values['fifo_queue'] === true || values['fifo_topic'] === true
      ? {
          min: 1,
          max: longest,
          pattern: /^[A-Za-z0-9_-]+\.fifo$/,
          words: 'letters, digits, - and _, and .fifo at its end',
          page,
        }
      : { min: 1, max: longest, pattern: /^[A-Za-z0-9_-]+$/, words: 'letters, digits, - and _', page };
