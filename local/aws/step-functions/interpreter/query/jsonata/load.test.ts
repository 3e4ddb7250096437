import { run } from '../../../test-support';

jest.mock('jsonata', () => {
  throw new Error('JSONata was loaded.');
});

test('JSONata is loaded by a machine that has it, and by no other', async () => {
  const states = { StartAt: 'S', States: { S: { Type: 'Pass', Assign: { x: '{% no expression %}' }, End: true } } };
  expect(await run(states, 1)).toMatchObject({ status: 'SUCCEEDED', output: 1 });
  await expect(run({ QueryLanguage: 'JSONata', ...states }, 1)).rejects.toThrow('JSONata was loaded.');
});
