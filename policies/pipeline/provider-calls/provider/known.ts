import { partsOf } from '../../../../catalog/all';
import { type ByHand, type Checked, type Unreached } from '../../../../catalog/calls';

/** What is known of the table beside the source, by resource type. */
export interface Known {
  /** One that is not called any more, or is in the row, is refused. */
  readonly unreached: Readonly<Record<string, readonly Unreached[]>>;
  /** What the command reads for itself is refused here. */
  readonly byHand: Readonly<Record<string, ByHand>>;
  readonly unconfirmed: Readonly<Record<string, readonly string[]>>;
}

const one = <Part extends keyof Checked>(part: Part): Readonly<Record<string, NonNullable<Checked[Part]>>> =>
  Object.fromEntries(
    Object.entries(partsOf('checked')).flatMap(([type, { [part]: value }]) =>
      value === undefined ? [] : [[type, value as NonNullable<Checked[Part]>]],
    ),
  );

export const unreached = one('unreached');
export const byHand = one('byHand');
export const unconfirmed = one('unconfirmed');
