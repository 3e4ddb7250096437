import { Dice } from '../../fuzz/dice';
import { type Scenario } from './scenario';

/** Of the order in which those that cover as much are taken. */
const SEED = 18;

/** How long it takes: at the first time a third of what a later takes, and the many attempts of some take seconds. */
function cost({ faults }: Scenario): number {
  const { kind = '', times = 'first' } = faults.at(-1) ?? {};
  if (times === 'first') return 1;
  return times === 'every' && /^(hung|runs)/.test(kind) ? 9 : 3;
}

/**
 * Few of the scenarios, so that each place, each kind of fault at each service, and each at each of its times are among
 * them (or what else is `toCover`): always the one next that has most of what is not covered, and of those the cheapest.
 */
export function bounded(all: readonly Scenario[], toCover = aspects): Scenario[] {
  let left = shuffled(all, SEED).map((scenario) => ({ scenario, cost: cost(scenario), fresh: toCover(scenario) }));
  const chosen = new Set<Scenario>();
  for (;;) {
    const next = left.reduce<(typeof left)[number] | undefined>(
      (best, one) => (isBetter(one, best) ? one : best),
      undefined,
    );
    if (!next) return all.filter((scenario) => chosen.has(scenario));
    chosen.add(next.scenario);
    const covered = new Set(next.fresh);
    left = left
      .map((one) => ({ ...one, fresh: one.fresh.filter((aspect) => !covered.has(aspect)) }))
      .filter(({ fresh }) => fresh.length > 0);
  }
}

interface Offered {
  readonly cost: number;
  readonly fresh: readonly string[];
}

const isBetter = (one: Offered, than: Offered | undefined): boolean =>
  !than || one.fresh.length > than.fresh.length || (one.fresh.length === than.fresh.length && one.cost < than.cost);

/** What has to be covered. Scenarios without one fault of their own are all among them. */
export function aspects({ id, faults }: Scenario): string[] {
  const own = faults.at(-1);
  if (!own || !id.startsWith(own.place)) return [id];
  const { place, kind, times } = own;
  const service = place.split(' ')[1]?.split(':')[0] ?? '';
  return [place, `${kind} ${service}`, `${kind} ${times}`];
}

/** In an order that the seed repeats. */
export function shuffled(all: readonly Scenario[], seed: number): Scenario[] {
  const dice = new Dice(seed);
  return all
    .map((scenario) => ({ scenario, at: dice.number(2 ** 30) }))
    .sort((a, b) => a.at - b.at)
    .map(({ scenario }) => scenario);
}
