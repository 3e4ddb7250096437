/** What an attribute may be told from: the block's resolved arguments and where the stack will stand. */
export interface AttributeContext {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** A scalar argument as text; undefined when absent, so that the attribute stays unknown. */
  argument(name: string): string | undefined;
  /** What stands for an attribute of this block that only AWS draws. */
  drawn(name: string): string;
}

/** ARN formats: https://docs.aws.amazon.com/service-authorization/latest/reference/ ("Resource types"). */
export type Attribute = (context: AttributeContext) => string | undefined;

/** `arn:…` of a regional service; undefined when the resource part needs an argument that is absent. */
export const regional =
  (service: string, resource: (argument: AttributeContext['argument']) => string | undefined): Attribute =>
  ({ partition, region, accountId, argument: of }) => {
    const tail = resource(of);
    return tail === undefined ? undefined : `arn:${partition}:${service}:${region}:${accountId}:${tail}`;
  };

export const argument =
  (name: string): Attribute =>
  (context) =>
    context.argument(name);

/** Joins literal text and arguments (`$name`); undefined when one is absent. */
export const join =
  (...parts: readonly string[]) =>
  (of: AttributeContext['argument']): string | undefined => {
    const texts = parts.map((part) => (part.startsWith('$') ? of(part.slice(1)) : part));
    return texts.includes(undefined) ? undefined : texts.join('');
  };

export const account: Attribute = ({ accountId }) => accountId;
