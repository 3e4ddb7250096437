import { Dice } from '../../fuzz/dice';
import { type Scenario } from './scenario';

/** Of the set that `npm test` runs. */
const [SEED, SIZE] = [18, 150];
/** Whose many attempts take seconds. */
const isLong = ({ faults }: Scenario) =>
  faults.some(({ kind, times }) => times === 'every' && /^(hung|runs)/.test(kind));

/** Some of the scenarios, so that each kind of fault, each place and each of its times are among them: a seed chooses. */
export function bounded(all: readonly Scenario[]): Scenario[] {
  const inOrder = shuffled(all, SEED);
  const short = inOrder.filter((scenario) => !isLong(scenario));
  const covered = new Set<string>();
  const chosen = new Set<Scenario>();
  for (const scenario of [...short, ...inOrder.filter(isLong)]) {
    const fresh = aspects(scenario).filter((aspect) => !covered.has(aspect));
    if (fresh.length === 0) continue;
    for (const aspect of fresh) covered.add(aspect);
    chosen.add(scenario);
  }
  // One at the first time costs a third of one at a later.
  const cheap = short.filter(({ faults }) => faults.at(-1)?.times === 'first');
  for (const scenario of [...cheap, ...short]) if (chosen.size < SIZE) chosen.add(scenario);
  return all.filter((scenario) => chosen.has(scenario));
}

/** What has to be covered. Scenarios without one fault of their own are all among them. */
function aspects({ id, faults }: Scenario): string[] {
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
