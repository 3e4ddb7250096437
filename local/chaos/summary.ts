import { table } from '../../scripts/text/table';
import { whole } from '../../scripts/text/words';
import { type Result } from './part';
import { outcomes } from './judge';

/** How many ended in which way, by the kind of fault: of a random scenario, by how many it has. */
export function summary(judged: readonly Result[]): string {
  const rows = new Map<string, Result[]>();
  for (const one of judged) {
    const kind = one.scenario.id.startsWith('random')
      ? `random, ${one.scenario.faults.length} faults`
      : (one.scenario.faults.at(-1)?.kind ?? 'none');
    rows.set(kind, [...(rows.get(kind) ?? []), one]);
  }
  const line = (name: string, of: readonly Result[]): string[] => [
    name,
    ...outcomes.map((outcome) => whole(of.filter((one) => one.outcome === outcome).length)),
    whole(of.filter(({ broken }) => broken.length > 0).length),
    whole(of.length),
  ];
  return table(
    [['fault', ...outcomes, 'broken', 'all'], ...[...rows].map(([name, of]) => line(name, of)), line('all', judged)],
    'lrrrrrr',
  );
}
