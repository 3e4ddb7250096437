import fc from '../../../../scripts/jest/properties';
import { boundsOf, Environments, type Held } from './environments';

const ended: string[] = [];
function environment(owner: object, name: string): Held & { name: string; die(): void } {
  let alive = true;
  const close = async () => {
    alive = false;
    ended.push(name);
  };
  return {
    owner,
    name,
    die: () => (alive = false),
    sandbox: {
      close,
      get alive() {
        return alive;
      },
    },
  };
}
beforeEach(() => void (ended.length = 0));

const bounds = { busy: 2, alive: 3, idle: 60_000, patience: 60_000 };

test('as many as are allowed work at once, and the rest queues, first come, first served', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(fc.nat(3), { maxLength: 30 }), async (busy, works) => {
      const environments = new Environments<Held>({ ...bounds, busy });
      let [working, most] = [0, 0];
      const order: number[] = [];
      await Promise.all(
        works.map(async (turns, at) => {
          const leave = await environments.enter();
          order.push(at);
          most = Math.max(most, ++working);
          for (let turn = 0; turn < turns; turn++) await Promise.resolve();
          working--;
          leave();
          // A second time is none.
          leave();
        }),
      );
      expect(most).toBeLessThanOrEqual(busy);
      expect(order).toEqual(works.map((_, at) => at));
      await environments.close();
    }),
    { numRuns: 50 },
  );
});

test('one more may work when none ends: a function may wait for another', async () => {
  const environments = new Environments<Held>({ ...bounds, busy: 1, patience: 1 });
  const outer = await environments.enter();
  (await environments.enter())();
  outer();
  (await environments.enter())();
  await environments.close();
});

test('an idle one is used again by its function, and makes room for others when it is the longest idle', async () => {
  const environments = new Environments<ReturnType<typeof environment>>(bounds);
  const [f, g] = [{}, {}];
  const [a, b, c] = ['a', 'b', 'c'].map((name) => environments.add(environment(f, name)));
  for (const one of [a, b, c]) if (one) environments.release(one);
  expect([environments.take(g), environments.take(f)?.name]).toEqual([undefined, 'c']);
  environments.add(environment(g, 'd'));
  expect([ended, environments.alive]).toEqual([['a'], 3]);
  b?.die();
  expect(environments.take(f)).toBeUndefined();
  await environments.close();
  expect(ended.sort()).toEqual(['a', 'b', 'c', 'd']);
});

test('an idle one is given back', async () => {
  const environments = new Environments<Held>({ ...bounds, idle: 1 });
  environments.release(environments.add(environment({}, 'idle')));
  while (ended.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  expect([ended, environments.alive]).toEqual([['idle'], 0]);
  await environments.close();
});

test.each([
  [1, 64, 2],
  [2, 16, 2],
  [64, 64, 8],
  [8, 0.5, 1],
])('%d cores and %d GB let %d functions run at once', (cores, gigabytes, busy) => {
  const found = boundsOf(cores, gigabytes * 1024 ** 3);
  expect(found.busy).toBe(busy);
  expect(found.alive).toBeGreaterThanOrEqual(busy);
});
