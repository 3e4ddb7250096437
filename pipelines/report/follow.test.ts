import { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import { follow, look } from './follow';
import { answering } from './test-support';

const isHistory = (command: string) => command === GetExecutionHistoryCommand.name;
const goOn = new AbortController().signal;
const missing = () => Object.assign(new Error('Execution Does Not Exist'), { name: 'ExecutionDoesNotExist' });

const entered = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    type: 'TaskStateEntered',
    timestamp: new Date(index * 1000),
    stateEnteredEventDetails: { name: `State${index + 1}` },
  }));
const succeeded = (id: number) => ({ id, type: 'ExecutionSucceeded', timestamp: new Date(9000) });

test('a history of several pages is read on from its last page, each event once', async () => {
  const tokens: unknown[] = [];
  let looks = 0;
  const states = answering((command, input) => {
    if (!isHistory(command)) {
      looks += 1;
      return { name: 'x', status: looks === 1 ? 'RUNNING' : 'SUCCEEDED', startDate: new Date(0) };
    }
    const token = input['nextToken'];
    tokens.push(token);
    // At the first look there are three events, later five; a page holds two.
    const there = looks === 1 ? entered(3) : [...entered(4), succeeded(5)];
    const from = Number(token ?? 0);
    const next = from + 2 < there.length ? { nextToken: String(from + 2) } : {};
    return { events: there.slice(from, from + 2), ...next };
  });
  const { visits } = await follow(states, 'arn', () => undefined, goOn);
  expect(visits.map(({ state }) => state)).toEqual(['State1', 'State2', 'State3', 'State4']);
  expect(tokens).toEqual([undefined, '2', '2', '4']);
});

test('an execution that is not told of yet is waited for, and so are its last events', async () => {
  let looks = 0;
  const states = answering((command) => {
    if (isHistory(command)) return { events: looks === 2 ? entered(1) : [...entered(2), succeeded(3)] };
    looks += 1;
    if (looks === 1) throw missing();
    return { name: 'x', status: 'SUCCEEDED', startDate: new Date(0), stopDate: new Date(9000) };
  });
  const told: number[] = [];
  const { visits } = await follow(states, 'arn', ({ visits: seen }) => told.push(seen.length), goOn);
  expect(visits).toHaveLength(2);
  expect(told).toEqual([2]);
});

test('a look waits for nothing', async () => {
  const nobody = answering(() => {
    throw missing();
  });
  await expect(look(nobody, 'arn')).rejects.toThrow('Execution Does Not Exist');
  const behind = answering((command) =>
    isHistory(command) ? { events: entered(1) } : { name: 'x', status: 'SUCCEEDED', startDate: new Date(0) },
  );
  expect((await look(behind, 'arn')).visits).toHaveLength(1);
});
