import { type Step } from '../../../scripts/text/progress';
import { reasonOf } from '../../../scripts/text/words';
import { type Bench, type Contestant, type Role, type Setting } from './contestant';
import { type Run } from './run';

/** One of those beside which a figure stands, round by round. */
export interface Beside {
  readonly name: string;
  readonly role: Exclude<Role, 'here'>;
  readonly runs: readonly Run[];
}

/** A figure, and those beside which it stands. */
export interface Measured {
  readonly name: string;
  readonly runs: readonly Run[];
  readonly beside: readonly Beside[];
}

/**
 * In turns: a machine at work is slow for all alike. The first round, which fills caches, does not count. What the other
 * commit, or a peer, can't do is left out.
 * @param warn hears of it
 */
export async function measure(
  bench: Bench,
  setting: Setting,
  { rounds, step, warn }: { readonly rounds: number; readonly step: Step; readonly warn: (text: string) => void },
): Promise<Measured[]> {
  const contestants = await contestantsOf(bench, setting, warn);
  const found = contestants.map((contestant) => ({ contestant, runs: [] as Readonly<Record<string, Run>>[] }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const one of [...found]) {
      const { contestant, runs } = one;
      step.at(`${round === 0 ? 'first' : `${round} of ${rounds}`}: ${contestant.name}`);
      try {
        const took = await contestant.run();
        if (round > 0) runs.push(took);
      } catch (error) {
        if (contestant.role === 'here' || contestant.role === 'limit') throw error;
        warn(leftOut(contestant.name, error));
        found.splice(found.indexOf(one), 1);
      }
    }
  }
  return Object.entries(bench.figures).flatMap(([figure, told]): Measured[] => {
    if (!setting.wanted.includes(figure)) return [];
    const of = (runs: readonly Readonly<Record<string, Run>>[]) => runs.flatMap((run) => run[figure] ?? []);
    const isHere = ({ contestant }: { readonly contestant: Contestant }) => contestant.role === 'here';
    return [
      {
        name: told(setting),
        runs: found.filter(isHere).flatMap(({ runs }) => of(runs)),
        beside: found.flatMap(({ contestant: { name, role }, runs }): Beside[] =>
          role === 'here' || of(runs).length === 0 ? [] : [{ name, role, runs: of(runs) }],
        ),
      },
    ];
  });
}

async function contestantsOf(
  bench: Bench,
  setting: Setting,
  warn: (text: string) => void,
): Promise<readonly Contestant[]> {
  const { here, there } = setting;
  const own = [await bench.of('here', here, setting), ...(await bench.beside(setting))];
  if (!there) return own;
  try {
    return [...own, await bench.of('there', there, setting)];
  } catch (error) {
    warn(leftOut(there.name, error));
    return own;
  }
}

const leftOut = (name: string, error: unknown): string => `${name} is left out: ${reasonOf(error)}`;
