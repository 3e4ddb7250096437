import { inChildOf } from './child';
import { type Bench, type Contestant, type Role, type Setting } from './contestant';
import { measure } from './measure';

const step = { at: jest.fn(), done: jest.fn() };
const warn = jest.fn();
beforeEach(() => jest.clearAllMocks());

const setting: Setting = {
  here: { name: 'this checkout', folder: '/here' },
  there: { name: 'main', folder: '/there' },
  events: 1,
  executions: 1,
  wanted: ['puts'],
  scratch: '/scratch',
  atEnd: jest.fn(),
};

/** Each run takes as many milliseconds as there were before it. */
function benchOf(fails: (role: Role, run: number) => boolean = () => false) {
  const ran: string[] = [];
  const contestant = (name: string, role: Role): Contestant => ({
    name,
    role,
    run: () => {
      const own = ran.filter((one) => one === name).length;
      if (fails(role, own)) return Promise.reject(new Error(`${name} can't`));
      ran.push(name);
      return Promise.resolve({ puts: { wall: ran.length }, gets: { wall: 0 } });
    },
  });
  const bench: Bench = {
    figures: { puts: () => '10 puts', gets: () => '10 gets' },
    of: (role, { name }) => Promise.resolve(contestant(name, role)),
    beside: () => Promise.resolve([contestant('a bare server', 'limit')]),
  };
  return { bench, ran };
}

test('all run in turns, and the first round does not count', async () => {
  const { bench, ran } = benchOf();
  const found = await measure(bench, setting, { rounds: 2, step, warn });
  const round = ['this checkout', 'a bare server', 'main'];
  expect(ran).toEqual([...round, ...round, ...round]);
  // What was not asked for is not told.
  expect(found).toEqual([
    {
      name: '10 puts',
      runs: [{ wall: 4 }, { wall: 7 }],
      beside: [
        { name: 'a bare server', role: 'limit', runs: [{ wall: 5 }, { wall: 8 }] },
        { name: 'main', role: 'there', runs: [{ wall: 6 }, { wall: 9 }] },
      ],
    },
  ]);
  expect(warn).not.toHaveBeenCalled();
});

test('a commit that has no such entry yet says so, in a line, and starts nothing', async () => {
  await expect(inChildOf(__dirname, 'local/bench/ingest/deliver')).rejects.toThrow(
    new Error('it has no local/bench/ingest/deliver.ts'),
  );
});

test('what the other commit can not do is left out with why; a fault of this checkout is one', async () => {
  const { bench } = benchOf((role, run) => role === 'there' && run === 1);
  const [puts] = await measure(bench, setting, { rounds: 2, step, warn });
  expect(puts?.beside.map(({ name }) => name)).toEqual(['a bare server']);
  expect(puts?.runs).toHaveLength(2);
  expect(warn.mock.calls).toEqual([["main is left out: main can't"]]);
  const refused: Bench = {
    ...bench,
    of: (role, checkout, all) =>
      role === 'there' ? Promise.reject(new Error('no such entry')) : bench.of(role, checkout, all),
  };
  await measure(refused, setting, { rounds: 1, step, warn });
  expect(warn).toHaveBeenLastCalledWith('main is left out: no such entry');
  const broken = benchOf((role) => role === 'here').bench;
  await expect(measure(broken, setting, { rounds: 1, step, warn })).rejects.toThrow("this checkout can't");
});
