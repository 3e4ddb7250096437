import { type Fault, faultId, type FaultKind, isRepeated, kindAt } from '../scenarios/fault';

/** The faults of one scenario, and how often each of its places was met. */
export class Injection {
  readonly #nth = new Map<string, number>();
  readonly #met = new Map<string, number>();
  /** How often each function met a fault that an SDK's client repeats its request after. */
  readonly repeated = new Map<string, number>();

  constructor(private readonly faults: readonly Fault[]) {}

  /** What becomes of the request that is made now. */
  meet(place: string): FaultKind | undefined {
    const nth = (this.#nth.get(place) ?? 0) + 1;
    this.#nth.set(place, nth);
    for (const fault of this.faults) {
      if (!isAt(fault.place, place)) continue;
      const kind = kindAt(fault, nth);
      if (kind === undefined) continue;
      if (kind === fault.kind) this.#met.set(faultId(fault), (this.#met.get(faultId(fault)) ?? 0) + 1);
      const [name = ''] = place.split(' ');
      if (isRepeated(place, kind)) this.repeated.set(name, (this.repeated.get(name) ?? 0) + 1);
      return kind;
    }
    return undefined;
  }

  /** Whether something is to become of it; it counts as met. */
  has(place: string): boolean {
    const found = this.faults.find((fault) => fault.place === place);
    if (found) this.#met.set(faultId(found), 1);
    return found !== undefined;
  }

  get met(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#met);
  }

  get places(): readonly string[] {
    return [...this.#nth.keys()];
  }
}

/** `* s3:` is every request to S3. */
const isAt = (meant: string, place: string): boolean =>
  meant.startsWith('* ') ? place.split(' ')[1]?.startsWith(meant.slice(2)) === true : meant === place;
