/** The names of a machine's states, those within its states among them. */
type NamesOf<Machine> = Machine extends { states: infer States }
  ? keyof States | NamesWithin<States[keyof States]>
  : never;

type NamesWithin<State> = State extends { branches: readonly (infer Branch)[] }
  ? NamesOf<Branch>
  : State extends { itemProcessor: infer Processor }
    ? NamesOf<Processor>
    : never;

/** The names that a machine within state `Name` must not have: those of the states around and beside it. */
export type NamesBeside<States, Name extends keyof States> =
  | keyof States
  | NamesWithin<States[Exclude<keyof States, Name>]>;

/** Those of the other branches. */
export type NamesBesideBranch<Branches, Index> = {
  [Other in Exclude<keyof Branches & `${number}`, Index>]: NamesOf<Branches[Other]>;
}[Exclude<keyof Branches & `${number}`, Index>];
