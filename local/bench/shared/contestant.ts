import { type Run } from './run';

/** What a figure is compared with, or itself. */
export type Role = 'here' | 'limit' | 'peer' | 'there';

/** One that runs in turns with the others. */
export interface Contestant {
  readonly name: string;
  readonly role: Role;
  /** Once: what it took, by the name of each figure that one run of it tells. */
  run(): Promise<Readonly<Record<string, Run>>>;
}

export interface Checkout {
  /** As it is told: `main`. */
  readonly name: string;
  readonly folder: string;
}

/** In what is measured. */
export interface Setting {
  readonly here: Checkout;
  /** Another commit, laid out. */
  readonly there?: Checkout;
  readonly peers?: Peers;
  /** How many events are sent, and how many executions started. */
  readonly events: number;
  readonly executions: number;
  /** Of the figures, those that were asked for. */
  readonly wanted: readonly string[];
  /** For what is left from one run to the next. */
  readonly scratch: string;
  /** What is done once all is measured, the last first. */
  atEnd(end: () => Promise<void> | void): void;
}

/** Programs of others that do the same, installed. */
export interface Peers {
  /** Of npm. */
  readonly modules: string;
  /** A Python that has those of PyPI. */
  readonly python: string;
}

/** Figures that are measured together. */
export interface Bench {
  /** As `--only` takes them, each with what it is told as. */
  readonly figures: Readonly<Record<string, (setting: Setting) => string>>;
  /** Of this checkout, or of the other commit's. */
  of(role: 'here' | 'there', checkout: Checkout, setting: Setting): Promise<Contestant>;
  /** The least that does the same, and peers. */
  beside(setting: Setting): Promise<readonly Contestant[]>;
}
