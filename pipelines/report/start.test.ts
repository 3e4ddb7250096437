import {
  ExecutionAlreadyExists,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type Connection } from './connection';
import { follow } from './follow';
import { start } from './start';

/** Step Functions as these tests want it to answer: by the command's name. */
const answering = (answer: (command: string, input: Record<string, unknown>) => object) =>
  ({
    send: async (command: {
      readonly constructor: { readonly name: string };
      readonly input: Record<string, unknown>;
    }) => answer(command.constructor.name, command.input),
  }) as unknown as SFNClient;

const deployment = {
  environment: 'dev',
  accountId: '111122223333',
  region: 'eu-west-1',
  machineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:analytics',
  queryOutputBucket: 'query-output',
};
const period = { startDate: '2026-10-01', endDate: '2026-10-31' };
const taken = () => new ExecutionAlreadyExists({ message: 'Execution Already Exists', $metadata: {} });

/** Starts where the list knows nothing yet of the executions that there are. */
async function startBehind(existing: number) {
  const asked: unknown[] = [];
  const states = answering((command, input) => {
    if (command === ListExecutionsCommand.name) return { executions: [] };
    expect(command).toBe(StartExecutionCommand.name);
    asked.push(input['name']);
    if (asked.length <= existing) throw taken();
    return { executionArn: 'arn', startDate: new Date() };
  });
  const started = start({ states } as Connection, deployment, { period, follow: false });
  return {
    asked,
    name: await started.then(
      ({ name }) => name,
      (error: Error) => error.name,
    ),
  };
}

test('a number that the list does not know of yet is passed over, ten times at most', async () => {
  expect(await startBehind(2)).toMatchObject({ name: 'manual-dev-2026-10-01-2026-10-31-3' });
  const { asked, name } = await startBehind(99);
  expect([asked.length, name]).toEqual([10, 'ExecutionAlreadyExists']);
});

test('a history of several pages is read on from its last page, each event once', async () => {
  const events = Array.from({ length: 5 }, (_, index) => ({
    id: index + 1,
    type: 'TaskStateEntered',
    timestamp: new Date(index * 1000),
    stateEnteredEventDetails: { name: `State${index + 1}` },
  }));
  const tokens: unknown[] = [];
  let looks = 0;
  const states = answering((command, input) => {
    if (command !== GetExecutionHistoryCommand.name) {
      looks += 1;
      return { name: 'x', status: looks === 1 ? 'RUNNING' : 'SUCCEEDED', startDate: new Date(0) };
    }
    const token = input['nextToken'];
    tokens.push(token);
    // At the first look there are three events, later five; a page holds two.
    const there = events.slice(0, looks === 1 ? 3 : 5);
    const from = Number(token ?? 0);
    const next = from + 2 < there.length ? { nextToken: String(from + 2) } : {};
    return { events: there.slice(from, from + 2), ...next };
  });
  const { visits } = await follow(states, 'arn', () => undefined, new AbortController().signal);
  expect(visits.map(({ state }) => state)).toEqual(['State1', 'State2', 'State3', 'State4', 'State5']);
  expect(tokens).toEqual([undefined, '2', '2', '4']);
});
