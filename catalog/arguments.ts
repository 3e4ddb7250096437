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
  { readonly read: readonly string[] } | { readonly harmless: string; readonly page: string };

export const read = (...by: readonly string[]): Argument => ({ read: by });
