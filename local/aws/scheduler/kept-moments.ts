import { type Keeping } from '../service';
import { counts, Fields, Grown } from '../shared/kept-line';
import { type Invocation } from './invoker';
import { type SchedulerService } from './scheduler';

/** What came of each moment of a schedule. */
export function keptMoments({ invocations }: SchedulerService): Keeping {
  const grown = new Grown(invocations);
  return {
    save: () => grown.take().map((invocation) => ({ ...invocation })),
    restore(lines) {
      for (const line of lines) {
        const of = new Fields(line);
        for (const name of ['schedule', 'group', 'scheduledTime', 'targetArn', 'input']) of.text(name);
        of.one('outcome', ['delivered', 'dead-letter queue', 'lost']);
        invocations.push(of.whole<Invocation>());
      }
      return { what: counts(invocations.length, 'scheduled invocation'), told: [] };
    },
  };
}
