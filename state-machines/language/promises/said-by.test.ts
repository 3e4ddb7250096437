import { inPrimaryWorkgroup } from '../services/athena';
import * as services from '../services/services';
import { dynamodbPutItem } from '../services/tables';
import { render } from '../rendered/render';
import { stateMachine } from '../state-machine';
import { inPartition } from '../written/in-partition';
import { waitForTaskToken } from '../written/integration';
import { assume } from '../written/intrinsic';
import type { TemplateFields } from '../written/template';
import type { ParameterOf } from '../written/parameter-of';
import { saidBy } from '../written/said-by';
import { machine, told } from './promises.test-support';

// Where a task is, when its resource's ARN does not say it.

const queue = 'arn:aws:sqs:eu-west-1:000000000000:orders';
const call = <const Task, const P extends TemplateFields>(run: Task, parameters: P) =>
  ({ startAt: 'T', states: { T: { type: 'Task', run, parameters, end: true } } }) as const;

describe('a resource that the parameters say', () => {
  const send = saidBy('QueueUrl', services.sqsSendMessage('orders'));

  it('is said by them, and the role is allowed that of the name alone', () => {
    const read = stateMachine<{ url: string }>()(call(send, { QueueUrl: '$.url', MessageBody: 'x' }));
    const { definition, permissions } = render(read, { orders: queue });
    expect(definition.States['T']).toMatchObject({ Parameters: { 'QueueUrl.$': '$.url', MessageBody: 'x' } });
    expect(permissions).toEqual([{ sid: 'SendMessages', actions: ['sqs:SendMessage'], resources: [queue] }]);
  });

  it('waits for a token as without', () => {
    const ask = waitForTaskToken<unknown>()(send);
    const asking = stateMachine()(call(ask, { QueueUrl: '${URL}', MessageBody: { token: '$$.Task.Token' } }));
    expect(render(asking, { orders: queue }).definition.States['T']).toMatchObject({
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { QueueUrl: '${URL}' },
    });
  });

  it('has to be said, as a text, and by a parameter that the ARN would give', () => {
    const unsaid = call(send, { MessageBody: 'x' });
    const number = call(send, { QueueUrl: '$.count', MessageBody: 'x' });
    // @ts-expect-error which queue?
    machine(unsaid);
    told<"State 'T': its handler needs field 'QueueUrl', which the parameters may lack">()(unsaid, unsaid);
    // @ts-expect-error count is a number
    machine(number);
    told<"State 'T': its handler takes another type of field 'QueueUrl' than that in the parameters">()(number, number);
    const topic = stateMachine()(
      call(saidBy('TopicArn', services.sqsSendMessage('orders')), { TopicArn: 'x', MessageBody: 'x' }),
    );
    expect(() => render(topic, { orders: queue })).toThrow("sqs:sendMessage is on no resource that 'TopicArn' says");
  });
});

describe('a task in another partition', () => {
  it('is the same action there, and its rights are on its ARN', () => {
    const arn = 'arn:aws-cn:sns:cn-north-1:000000000000:topic';
    const there = stateMachine()(call(inPartition('aws-cn', services.snsPublish('topic')), { Message: 'x' }));
    const { definition, permissions } = render(there, { topic: arn });
    expect(definition.States['T']).toMatchObject({
      Resource: 'arn:aws-cn:states:::sns:publish',
      Parameters: { TopicArn: arn },
    });
    expect(permissions).toMatchObject([{ resources: [arn] }]);
    expect(() => inPartition('aws-cn', services.activity<object, object>()('work'))).toThrow('its ARN says');
  });

  it('takes what it takes in aws', () => {
    const bad = call(inPartition('aws-cn', services.snsPublish('topic')), { Subject: 'x' });
    // @ts-expect-error no Message
    machine(bad);
    told<"State 'T': its handler needs field 'Message', which the parameters may lack">()(bad, bad);
  });
});

describe('a query that names no workgroup', () => {
  it('runs in the primary one, which its task is on', () => {
    const query = inPrimaryWorkgroup(services.athenaStartQueryExecutionSync('workgroup'));
    const run = stateMachine()(call(query, { QueryString: 'SELECT 1' }));
    const arn = 'arn:aws:athena:eu-west-1:000000000000:workgroup/primary';
    expect(render(run, { workgroup: arn }).definition.States['T']).toMatchObject({
      Parameters: { QueryString: 'SELECT 1' },
    });
    expect(() => render(run, { workgroup: arn.replace('primary', 'other') })).toThrow(
      'runs in "primary", not in "other"',
    );
  });
});

describe("a function by Lambda's API", () => {
  it('is told nothing where it takes an empty object, and else what it takes', () => {
    const idle = call(services.lambdaInvoke<{ readonly n?: number }, object>()('f'), {});
    const busy = call(services.lambdaInvoke<{ readonly n: number }, object>()('f'), {});
    machine(idle);
    told<never>()(idle, idle);
    // @ts-expect-error no n
    machine(busy);
    told<"State 'T': its handler needs field 'Payload', which the parameters may lack">()(busy, busy);
  });
});

describe('what a task takes', () => {
  it('is named where it is vouched for', () => {
    const put = dynamodbPutItem('table');
    const item = call(put, { Item: assume<ParameterOf<typeof put, ['Item']>>('$.day') });
    const text = call(put, { Item: { n: { N: assume<ParameterOf<typeof put, ['Item']>>('$.day') } } });
    machine(item);
    told<never>()(item, item);
    // @ts-expect-error a number is no item
    machine(text);
    expect(item.startAt).toBe('T');
  });
});
