import { type Forward } from './forwards';
import { type StandIns } from './stand-in';

/** What answers for the services that are not served here: nothing, where nobody said. */
export interface Answering {
  readonly forwards?: readonly Forward[];
  /** Answers that are written down, for whatever is not sent on; those of local/stand-ins/ when absent. */
  readonly standIns?: StandIns;
}
