import { type Fault, faultId } from './fault';

/** What a run of a month meets. */
export interface Scenario {
  /** By which it is replayed. */
  readonly id: string;
  readonly faults: readonly Fault[];
  /** In which month its events happen: `-12`, or `leap`; absent: in the account's next. */
  readonly month?: string;
  /** Minutes before midnight at which an operator starts it, in place of the schedule. */
  readonly beforeMidnight?: number;
}

export const single = (fault: Fault, base: readonly Fault[]): Scenario => ({
  id: faultId(fault),
  faults: [...base, fault],
});
