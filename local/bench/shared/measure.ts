import { type Step } from '../../../scripts/text/progress';
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

/** In turns: a machine at work is slow for all alike. The first round, which fills caches, does not count. */
export async function measure(bench: Bench, setting: Setting, rounds: number, step: Step): Promise<Measured[]> {
  const contestants = await bench.contestants(setting);
  const found = contestants.map((contestant) => ({ contestant, runs: [] as Readonly<Record<string, Run>>[] }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { contestant, runs } of found) {
      step.at(`${round === 0 ? 'first' : `${round} of ${rounds}`}: ${contestant.name}`);
      const took = await contestant.run();
      if (round > 0) runs.push(took);
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
