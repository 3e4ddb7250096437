import { type Bench, type Contestant, type Setting } from '../shared/contestant';
import { type Run } from '../shared/run';
import { serveMoto } from '../peers/moto';
import { answered, ask } from '../requests/ask';
import { GOT, type Operation, OPERATIONS, PUTS } from '../requests/operations';
import { serveAccount, serveBare, type Served } from '../requests/served';

/** Requests to the account in a process of its own, beside one that stores their bytes and no more. */
const requestsOf = (operations: Readonly<Record<string, Operation>>): Bench => ({
  figures: Object.fromEntries(Object.entries(operations).map(([name, { told }]) => [name, told])),
  async of(role, checkout, setting) {
    return contestant(operations, await serveAccount(role, checkout, setting.scratch), setting);
  },
  async beside(setting) {
    const { peers, scratch } = setting;
    return [
      await contestant(operations, await serveBare(scratch), setting),
      ...(peers ? [await contestant(operations, await serveMoto(peers), setting)] : []),
    ];
  },
});

async function contestant(
  operations: Readonly<Record<string, Operation>>,
  served: Served,
  setting: Setting,
): Promise<Contestant> {
  setting.atEnd(() => served.stop());
  // Whatever is asked for first, there is something to get.
  for (const put of PUTS) await answered(served, put.request(served, GOT));
  return {
    name: served.name,
    role: served.role,
    async run() {
      const figures: Record<string, Run> = {};
      for (const [name, operation] of Object.entries(operations))
        if (setting.wanted.includes(name)) figures[name] = await ask(served, operation, operation.times(setting));
      return figures;
    },
  };
}

const { batches, ...others } = OPERATIONS;

export const requests = requestsOf(others);
/** By servers of their own: what they take is delivered later, which would be in the way of others. */
export const records = requestsOf({ batches });
