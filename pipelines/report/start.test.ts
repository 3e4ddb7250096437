import { ExecutionAlreadyExists, ListExecutionsCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type Connection } from './connection';
import { start } from './start';
import { answering } from './test-support';

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

/** Where an execution that began before now makes the report of this period. */
function besides(running: string) {
  const arn = `arn:aws:states:eu-west-1:111122223333:execution:analytics:${running}`;
  return answering((command) => {
    if (command === ListExecutionsCommand.name) {
      return { executions: [{ executionArn: arn, name: running, status: 'RUNNING' }] };
    }
    if (command === StartExecutionCommand.name) return { executionArn: 'arn', startDate: new Date() };
    return {
      executionArn: arn,
      name: running,
      status: 'RUNNING',
      startDate: new Date(),
      input: JSON.stringify(period),
    };
  });
}

test('a verification follows no report that began before it, and keeps nobody from making one', async () => {
  const verification = { period, name: 'verify-dev-x', follow: true, verification: true } as const;
  const connection = (running: string) => ({ states: besides(running) }) as Connection;
  for (const running of ['manual-dev-2026-10-01-2026-10-31-1', 'monthly-dev-2026-10-01-2026-10-31', 'verify-dev-w']) {
    expect(await start(connection(running), deployment, verification)).toMatchObject({
      name: 'verify-dev-x',
      joined: false,
    });
  }
  const asked = { period, follow: true };
  expect(await start(connection('verify-dev-w'), deployment, asked)).toMatchObject({ joined: false });
  expect(await start(connection('manual-x'), deployment, asked)).toMatchObject({ name: 'manual-x', joined: true });
});
