import { waitForTaskToken } from '../written/integration';
import type { TemplateFields } from '../written/template';
import { Done, machine, send, startIt, told } from './promises.test-support';
import * as services from '../services/services';

const task = <const Fields extends object>(fields: Fields) =>
  ({ startAt: 'T', states: { T: { ...startIt, ...fields, next: 'Done' }, Done } }) as const;

describe('a limit of a Task', () => {
  it('is a number, or a path to one; a heartbeat is shorter than the timeout', () => {
    machine(task({ timeoutSeconds: 70, heartbeatSeconds: 9 }));
    machine(task({ timeoutSecondsPath: '$.count', heartbeatSecondsPath: '$.count' }));
    const equal = task({ timeoutSeconds: 100, heartbeatSeconds: 100 });
    const longer = task({ timeoutSeconds: 90, heartbeatSeconds: 100 });
    const text = task({ timeoutSecondsPath: '$.day' });
    const both = task({ timeoutSeconds: 1, timeoutSecondsPath: '$.count' });
    // @ts-expect-error it would never be missed
    machine(equal);
    told<'heartbeatSeconds 100 must be less than timeoutSeconds 100'>()(equal, equal);
    // @ts-expect-error nor here
    machine(longer);
    told<'heartbeatSeconds 100 must be less than timeoutSeconds 90'>()(longer, longer);
    // @ts-expect-error day is a text
    machine(text);
    told<"'$.day' is not a number">()(text, text);
    // @ts-expect-error one too many
    machine(both);
    told<'Give this or timeoutSeconds, not both'>()(both, both);
  });
});

describe('a state that goes on', () => {
  it('goes to one state, or ends', () => {
    const neither = { startAt: 'W', states: { W: { type: 'Wait', seconds: 1 } } } as const;
    const both = { startAt: 'W', states: { W: { type: 'Wait', seconds: 1, end: true, next: 'Done' }, Done } } as const;
    machine({ startAt: 'W', states: { W: { type: 'Wait', timestamp: '2026-11-01T08:00:00Z', end: true } } });
    // @ts-expect-error neither
    machine(neither);
    told<'A Wait state goes on (next) or ends (end: true)'>()(neither, neither);
    // @ts-expect-error both
    machine(both);
    told<'A Wait state goes on (next) or ends (end: true), not both'>()(both, both);
  });

  it('a Wait waits by one thing, a time by a text', () => {
    const none = { startAt: 'W', states: { W: { type: 'Wait', end: true } } } as const;
    const two = {
      startAt: 'W',
      states: { W: { type: 'Wait', seconds: 1, secondsPath: '$.count', end: true } },
    } as const;
    const time = { startAt: 'W', states: { W: { type: 'Wait', timestampPath: '$.count', end: true } } } as const;
    // @ts-expect-error for nothing
    machine(none);
    told<'A Wait waits by one of seconds, secondsPath, timestamp and timestampPath'>()(none, none);
    // @ts-expect-error for both
    machine(two);
    told<'A Wait waits by one of seconds, secondsPath, timestamp and timestampPath'>()(two, two);
    // @ts-expect-error count is a number
    machine(time);
    told<"'$.count' is not a text">()(time, time);
  });
});

describe('a service that a Task calls', () => {
  const publish = services.snsPublish('topic');
  const call = <const P extends TemplateFields>(run: typeof publish, parameters: P) =>
    ({ startAt: 'T', states: { T: { type: 'Task', run, parameters, next: 'F' }, F } }) as const;
  const F = { type: 'Fail', error: 'x', cause: '$.MessageId' } as const;

  it('takes its own parameters, and gives its own answer', () => {
    const good = {
      startAt: 'Tell',
      states: {
        Tell: {
          type: 'Task',
          run: publish,
          parameters: { Message: { day: '$.day' } },
          resultPath: '$.told',
          next: 'Nest',
        },
        Nest: {
          type: 'Task',
          run: services.startExecutionSync<{ day: string }, { id: string }>()('nested'),
          parameters: { Input: { day: '$.day' }, Name: '$$.Execution.Name' },
          resultSelector: { id: '$.Output.id' },
          next: 'Query',
        },
        Query: {
          type: 'Task',
          run: services.athenaStartQueryExecutionSync('workgroup'),
          parameters: { QueryString: 'SELECT 1', ClientRequestToken: '$.id' },
          outputPath: '$.QueryExecution.Statistics',
          next: 'Invoke',
        },
        Invoke: {
          type: 'Task',
          run: services.lambdaInvoke<{ bytes: number }, { ok: boolean }>()('function'),
          parameters: { Payload: { bytes: '$.DataScannedInBytes' } },
          outputPath: '$.Payload',
          next: 'Which',
        },
        Which: { type: 'Choice', choices: [{ variable: '$.ok', booleanEquals: true, next: 'Work' }], default: 'Done' },
        Work: { type: 'Task', run: services.activity<{ ok: boolean }, { done: true }>()('work'), next: 'Done' },
        Done,
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('nothing else, and no resource that its ARN names', () => {
    const lacking = call(publish, { Subject: 'x' });
    const other = call(publish, { Message: 'x', Subject: '$.count' });
    const excess = call(publish, { Message: 'x', TopicArn: '$.day' });
    const without = { startAt: 'T', states: { T: { type: 'Task', run: publish, end: true } } } as const;
    machine(call(publish, { Message: '$.day' }));
    // @ts-expect-error no Message
    machine(lacking);
    told<"State 'T': its handler needs field 'Message', which the parameters may lack">()(lacking, lacking);
    // @ts-expect-error count is a number
    machine(other);
    told<"State 'T': its handler takes another type of field 'Subject' than that in the parameters">()(other, other);
    // @ts-expect-error render is handed the topic
    machine(excess);
    told<"The handler takes no field 'TopicArn'">()(excess, excess);
    // @ts-expect-error nothing at all
    machine(without);
    told<"State 'T': its handler needs field 'Message', which the parameters may lack">()(without, without);
  });

  it('waits for a token that its parameters tell', () => {
    const ask = waitForTaskToken<{ approved: boolean }>()(services.sqsSendMessage('queue'));
    const wait = <const P extends TemplateFields>(parameters: P) =>
      ({
        startAt: 'Ask',
        states: {
          Ask: { type: 'Task', run: ask, parameters, heartbeatSeconds: 60, timeoutSeconds: 3600, next: 'Which' },
          Which: {
            type: 'Choice',
            choices: [{ variable: '$.approved', booleanEquals: true, next: 'Done' }],
            default: 'Done',
          },
          Done,
        },
      }) as const;
    const good = wait({ MessageBody: { token: '$$.Task.Token', day: '$.day' } });
    const silent = wait({ MessageBody: '$.day' });
    machine(good);
    told<never>()(good, good);
    // @ts-expect-error nobody hears the token
    machine(silent);
    told<"State 'Ask': its parameters must tell '$$.Task.Token', or nobody can end it">()(silent, silent);
    // @ts-expect-error AWS has no such way for Athena
    waitForTaskToken<object>()(services.athenaStartQueryExecutionSync('workgroup'));
  });

  it('does not take the payload of a handler', () => {
    const bad = { startAt: 'T', states: { T: { type: 'Task', run: send, inputPath: '$.day', end: true } } } as const;
    // @ts-expect-error a text
    machine(bad);
    told<
      | "State 'T': its handler needs field 'id', which the payload may lack"
      | "State 'T': its handler needs field 'owner', which the payload may lack"
    >()(bad, bad);
  });
});
