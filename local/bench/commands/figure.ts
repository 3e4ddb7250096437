/** A process: what `node` is given, in a checkout's folder. */
export type Command = readonly string[];

/** What is measured, beside the least that it could take. */
export interface Figure {
  readonly name: string;
  readonly command: Command;
  readonly limit?: { readonly name: string; readonly command: Command };
}
