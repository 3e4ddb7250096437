/** How a block is read: by the path of an argument or attribute. */
export interface BlockArguments {
  /** @throws when there is none */
  text(path: string): string;
  optional(path: string): string | undefined;
}

/**
 * What is known of an argument: who reads it, or why it may say what it likes. Harmless is what changes neither who may
 * do what, nor where data goes, nor when or whether something runs, nor what it costs.
 */
export type Argument =
  /** Files and folders of ours whose code does as it says. */
  | { readonly read: readonly string[] }
  | { readonly harmless: string; readonly page: string }
  /** Understood for these values, written out: no other is taken. */
  | { readonly only: readonly (string | number | boolean)[]; readonly page: string }
  /** Each value that the service's model takes: the type's `limits` names its member. */
  | { readonly modelled: true; readonly page: string }
  /** Numbers from … to …, both included. */
  | { readonly between: readonly [number, number]; readonly page: string };

/** By name; one of a nested block by its path: `rule.filter.prefix`. Whoever has one of a block has all that is understood. */
export type Arguments = Readonly<Record<string, Argument>>;

export const read = (...by: readonly string[]): Argument => ({ read: by });
export const harmless = (why: string, page: string): Argument => ({ harmless: why, page });
export const only = (page: string, ...values: readonly (string | number | boolean)[]): Argument => ({
  only: values,
  page,
});
export const modelled = (page: string): Argument => ({ modelled: true, page });
export const between = (page: string, least: number, most: number): Argument => ({ between: [least, most], page });

/** Arguments of a nested block, all of which the same code reads. */
export const within = (block: string, argument: Argument, ...paths: readonly string[]): Arguments =>
  Object.fromEntries(paths.map((path) => [`${block}.${path}`, argument]));
