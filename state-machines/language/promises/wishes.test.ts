import type { Checked } from '../checked/check';
import type { MessagesIn } from '../checked/fault';
import { lambdaTask } from '../written/lambda-task';
import { sdkTask } from '../services/sdk/sdk-task';
import { render } from '../rendered/render';
import { stateMachine } from '../state-machine';
import { type Schema, told } from './promises.test-support';

// What users of other builders asked for, by the issues that asked: what AWS takes compiles and renders as it is, and what would fail there
// is refused with the sentence that the editor shows.

const row = lambdaTask<Schema<unknown>, Schema<{ n: number }>>()('row');
const arns = {
  row: 'arn:aws:lambda:eu-west-1:000000000000:function:row',
  table: 'arn:aws:dynamodb:eu-west-1:000000000000:table/seen',
  other: 'arn:aws:iam::111111111111:role/other',
};

describe('AWS takes, and so does the builder', () => {
  test('JSONata (aws/aws-cdk#34228, #36879)', () => {
    const machine = stateMachine<{ n: number }>()({
      startAt: 'P',
      queryLanguage: 'JSONata',
      states: { P: { type: 'Pass', output: { x: '{% $states.input.n + 1 %}' }, end: true } },
    });
    expect(render(machine, {}).definition).toEqual({
      QueryLanguage: 'JSONata',
      StartAt: 'P',
      States: { P: { Type: 'Pass', Output: { x: '{% $states.input.n + 1 %}' }, End: true } },
    });
  });

  test('variables (aws/aws-cdk#16780)', () => {
    const machine = stateMachine<{ n: number }>()({
      startAt: 'P',
      states: { P: { type: 'Pass', assign: { x: '$.n' }, end: true } },
    });
    expect(render(machine, {}).definition.States['P']).toEqual({ Type: 'Pass', Assign: { 'x.$': '$.n' }, End: true });
  });

  test('any action of a service (aws/aws-cdk#17184), with no cast', () => {
    const machine = stateMachine<{ n: number }>()({
      startAt: 'T',
      states: {
        T: {
          type: 'Task',
          run: sdkTask('dynamodb', 'getItem', { on: 'table', place: (arn) => ({ TableName: arn }) }),
          parameters: { Key: { id: { S: 'a' } } },
          end: true,
        },
      },
    });
    const { definition, permissions } = render(machine, arns);
    expect(definition.States['T']).toMatchObject({ Resource: 'arn:aws:states:::aws-sdk:dynamodb:getItem' });
    expect(permissions).toMatchObject([{ actions: ['dynamodb:GetItem'], resources: [arns.table] }]);
  });

  test('a Task with credentials', () => {
    const machine = stateMachine<{ n: number }>()({
      startAt: 'T',
      states: { T: { type: 'Task', run: row, credentials: { roleArn: 'other' }, end: true } },
    });
    const { definition, permissions } = render(machine, arns);
    expect(definition.States['T']).toMatchObject({ Credentials: { RoleArn: arns.other } });
    expect(permissions).toMatchObject([{ actions: ['sts:AssumeRole'], resources: [arns.other] }]);
  });
});

describe('AWS takes what nobody means, or fails with it', () => {
  test('an unreachable state (ChristopheBougere/asl-validator#17)', () => {
    const orphan = {
      startAt: 'P',
      states: { P: { type: 'Pass', end: true }, Q: { type: 'Pass', end: true } },
    } as const;
    // @ts-expect-error nothing leads to Q
    stateMachine<{ n: number }>()(orphan);
    told<"State 'Q' is unreachable: no way from startAt leads to it">()(orphan, orphan);
  });

  test('no state that ends (ChristopheBougere/asl-validator#59)', () => {
    const endless = {
      startAt: 'P',
      states: { P: { type: 'Pass', next: 'Q' }, Q: { type: 'Pass', next: 'P' } },
    } as const;
    // @ts-expect-error it goes round for ever
    stateMachine<{ n: number }>()(endless);
    told<
      | "State 'P' is in a loop without an end: no Succeed or Fail can be reached from it"
      | "State 'Q' is in a loop without an end: no Succeed or Fail can be reached from it"
    >()(endless, endless);
  });

  test('a name twice (ChristopheBougere/asl-validator#80)', () => {
    const twice = {
      startAt: 'M',
      states: {
        M: {
          type: 'Map',
          itemsPath: '$.l',
          itemProcessor: { startAt: 'F', states: { F: { type: 'Pass', end: true } } },
          next: 'F',
        },
        F: { type: 'Pass', end: true },
      },
    } as const;
    // @ts-expect-error names are unique in all of a machine
    stateMachine<{ l: number[] }>()(twice);
    const said: MessagesIn<Checked<{ l: number[] }, typeof twice>> =
      "State 'F' stands twice in this machine: names are unique in all of it";
    expect(said).toContain(twice.states.M.next);
  });
});
