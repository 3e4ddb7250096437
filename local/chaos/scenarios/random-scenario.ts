import { Dice } from '../../fuzz/dice';
import { kindsAt, type Reached } from './enumerate';
import { type Fault, isStop, times } from './fault';
import { type Scenario } from './scenario';

/** One to three faults at any requests, which the seed and the number repeat. */
export function randomScenario(seed: number, number: number, reached: readonly Reached[]): Scenario {
  const dice = new Dice(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  const faults: Fault[] = [];
  const count = 1 + dice.number(3);
  for (let index = 0; index < count; index++) {
    const one = dice.of(reached);
    const kind = dice.of(kindsAt(one));
    const fault = { place: one.place, kind, times: isStop(kind) ? ('first' as const) : dice.of(times) };
    // What makes it come about, half of the time: other faults may, too.
    const base = dice.once(2) ? one.base : [];
    for (const added of [fault, ...base]) if (!faults.some(({ place }) => place === added.place)) faults.push(added);
  }
  if (dice.once(8)) faults.push({ place: 'schedule events:Deliver', kind: 'delivered twice', times: 'first' });
  if (dice.once(8)) faults.push({ place: 'failure events:Deliver', kind: 'delivered twice', times: 'first' });
  return { id: `random ${seed}/${number}`, faults };
}
