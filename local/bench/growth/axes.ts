import { root } from '../../start/running/root';
import { runsOf } from '../figures/events';
import { type Measured } from '../measure';
import { ask } from '../requests/ask';
import { OPERATIONS } from '../requests/operations';
import { serveAccount } from '../requests/served';
import { inChild, inChildOf } from '../shared/child';
import { type Checkout } from '../shared/contestant';
import { type Run, runOf } from '../shared/run';
import { synthesizedIn } from '../shared/stacks';
import { type Axis } from './axis';

const here: Checkout = { name: 'this checkout', folder: root };

/** By the name that `--only` takes. */
export const AXES: Readonly<Record<string, Axis>> = {
  resources: {
    // Each has two stacks, with some hundred and fifty resources.
    of: 'environment',
    sizes: [1, 3, 10],
    figures: { synth: { told: 'synth, without loading', streams: false } },
    run: async (size) => ({ synth: await inChildOf<Run>(root, 'environments/commands/synth/many', String(size)) }),
  },
  statements: {
    of: 'statement',
    sizes: [40, 400, 4000],
    figures: { proof: { told: 'proof, without loading', streams: false } },
    run: async (size) => ({ proof: await inChild<Run>('growth/statements', String(size)) }),
  },
  events: {
    of: 'event',
    sizes: [10_000, 100_000, 1_000_000],
    figures: { ingest: { told: 'ingest', streams: true }, report: { told: 'report on the events', streams: false } },
    async run(size, scratch) {
      const { stack } = await synthesizedIn(here);
      return runsOf(await inChild<Measured>('measure', String(size), stack, scratch));
    },
  },
  months: {
    of: 'month',
    sizes: [6, 60],
    figures: { report: { told: "a month's report of a store", streams: false } },
    async run(size, scratch) {
      const { stack } = await synthesizedIn(here);
      return { report: await inChild<Run>('growth/months', String(size), stack, scratch) };
    },
  },
  executions: {
    of: 'execution',
    sizes: [100, 1000, 10_000],
    figures: { executions: { told: 'executions of four states', streams: false } },
    async run(size, scratch) {
      const served = await serveAccount('here', here, scratch);
      try {
        const { wall, cpu } = await ask(served, OPERATIONS.executions, size);
        return { executions: runOf(wall, cpu, served.memory()) };
      } finally {
        await served.stop();
      }
    },
  },
};
