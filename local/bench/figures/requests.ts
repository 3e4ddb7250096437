import { type Bench, type Contestant } from '../shared/contestant';
import { type Run } from '../shared/run';
import { answered, ask } from '../requests/ask';
import { type Operation, OPERATIONS, PUTS } from '../requests/operations';
import { serveAccount, serveBare, type Served } from '../requests/served';

/** Requests to the account in a process of its own, beside one that stores their bytes and no more. */
const requestsOf = (operations: Readonly<Record<string, Operation>>): Bench => ({
  figures: Object.fromEntries(Object.entries(operations).map(([name, { told }]) => [name, told])),
  async contestants(setting) {
    const { here, there, scratch, atEnd } = setting;
    const serving = async (server: Promise<Served>): Promise<Contestant> => {
      const served = await server;
      atEnd(() => served.stop());
      // Whatever is asked for first, there is something to get.
      for (const put of PUTS) await answered(served, put.request(served, ''));
      return { name: served.name, role: served.role, run: () => askAll(served) };
    };
    const askAll = async (served: Served) => {
      const figures: Record<string, Run> = {};
      for (const [name, operation] of Object.entries(operations))
        if (setting.wanted.includes(name)) figures[name] = await ask(served, operation, operation.times(setting));
      return figures;
    };
    return [
      await serving(serveAccount('here', here, scratch)),
      await serving(serveBare(scratch)),
      ...(there ? [await serving(serveAccount('there', there, scratch))] : []),
    ];
  },
});

const { batches, ...others } = OPERATIONS;

export const requests = requestsOf(others);
/** By servers of their own: what they take is delivered later, which would be in the way of others. */
export const records = requestsOf({ batches });
