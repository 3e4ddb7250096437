import { otherFailures } from './other-machines';

const targetArn = 'arn:aws:lambda:eu-west-1:000000000000:function:check';
const error = { code: 'ServiceException', message: 'Lambda does not answer.' };

test('an event that came to nothing is told of a rule and of a schedule in a zone, of the stack’s others alone', () => {
  const cron = { expression: 'cron(0 6 * * ? *)', enabled: true };
  const others = [
    { ...cron, by: 'rule', name: 'check' },
    { ...cron, by: 'schedule', name: 'check-in-zone' },
  ];
  const account = {
    stack: { blocks: [] },
    events: {
      deliveries: [
        { rule: 'check', targetArn, outcome: 'delivered' },
        { rule: 'check', targetArn, outcome: 'dropped', error },
        { rule: 'report', targetArn, outcome: 'dropped', error },
      ],
    },
    scheduler: {
      invocations: [
        { schedule: 'check-in-zone', targetArn, outcome: 'dropped', error },
        { schedule: 'report-in-zone', targetArn, outcome: 'dropped', error },
      ],
    },
    stepFunctions: { executions: () => [] },
  };
  expect(otherFailures({ account, names: { others } } as unknown as Parameters<typeof otherFailures>[0])).toEqual([
    `check reached ${targetArn}: dropped. ServiceException: Lambda does not answer.`,
    `check-in-zone reached ${targetArn}: dropped. ServiceException: Lambda does not answer.`,
  ]);
});
