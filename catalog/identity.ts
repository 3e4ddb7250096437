/**
 * How one object of AWS's is told from another of its type, where that is not by its name alone or by whose policy it is.
 * The provider's page of each type, under "Import", says it.
 */
export interface Identity {
  /** The arguments that name it; its own name the last. */
  readonly by: readonly string[];
  /** What an argument names, where several of its attributes do: `KEY` or `arn:…:key/KEY`. */
  readonly of?: { readonly type: string; readonly attributes: readonly string[] };
  /** Names that differ in case alone are one. */
  readonly ignoreCase?: boolean;
}

/** An argument that takes away what blocks of another type write into the same object. */
export interface Replaces {
  readonly argument: string;
  readonly type: string;
  /** The argument of those blocks that says which object, by one of its attributes. */
  readonly by: string;
  readonly matches: readonly string[];
}
