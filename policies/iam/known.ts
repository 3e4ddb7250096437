/** Whether something holds; undefined where that can't be known. */
export type Known = boolean | undefined;

export const some = (all: readonly Known[]): Known =>
  all.includes(true) ? true : all.includes(undefined) ? undefined : false;

export const every = (all: readonly Known[]): Known =>
  all.includes(false) ? false : all.includes(undefined) ? undefined : true;

export const not = (known: Known): Known => (known === undefined ? undefined : !known);
