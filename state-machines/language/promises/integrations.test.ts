import { athenaGetQueryExecution, athenaStartQueryExecution } from '../services/athena';
import { apigatewayInvoke } from '../services/api-gateway';
import { batchSubmitJob, batchSubmitJobSync } from '../services/batch';
import { ecsRunTask, ecsRunTaskSync } from '../services/containers';
import { httpInvoke } from '../services/http';
import { waitForTaskToken } from '../written/integration';
import * as fn from '../written/intrinsic';
import type { TemplateFields } from '../written/template';
import { Done, machine, told } from './promises.test-support';

// Optimized integrations that no client here types.

const call = <const Run, const P extends TemplateFields>(run: Run, parameters: P) =>
  ({ startAt: 'T', states: { T: { type: 'Task', run, parameters, next: 'Done' }, Done } }) as const;

describe('a query that is not waited for', () => {
  it('gives its id, by which its state and statistics are read', () => {
    const good = {
      startAt: 'Start',
      states: {
        Start: {
          type: 'Task',
          run: athenaStartQueryExecution('workgroup'),
          parameters: { QueryString: '$.day' },
          next: 'Look',
        },
        Look: {
          type: 'Task',
          run: athenaGetQueryExecution('workgroup'),
          parameters: { QueryExecutionId: '$.QueryExecutionId' },
          next: 'Which',
        },
        Which: {
          type: 'Choice',
          choices: [{ variable: '$.QueryExecution.Status.State', oneOf: ['FAILED', 'CANCELLED'], next: 'Done' }],
          default: 'Done',
        },
        Done,
      },
    } as const;
    const unsure = {
      startAt: 'Look',
      states: {
        Look: { ...good.states.Look, parameters: { QueryExecutionId: '$.day' }, next: 'Failed' },
        Failed: { type: 'Fail', error: 'x', cause: '$.QueryExecution.Status.StateChangeReason' },
      },
    } as const;
    machine(good);
    told<never>()(good, good);
    // @ts-expect-error a query that did not fail has none
    machine(unsure);
    told<"'$.QueryExecution.Status.StateChangeReason': field 'StateChangeReason' may be absent here">()(unsure, unsure);
  });

  it('is told by its id in the parameters, not by a payload that has it', () => {
    const given = {
      startAt: 'Start',
      states: {
        Start: {
          type: 'Task',
          run: athenaStartQueryExecution('workgroup'),
          parameters: { QueryString: '$.day' },
          next: 'Look',
        },
        Look: { type: 'Task', run: athenaGetQueryExecution('workgroup'), next: 'Done' },
        Done,
      },
    } as const;
    // @ts-expect-error an action gets its parameters alone
    machine(given);
    told<"State 'Look': its handler needs field 'QueryExecutionId', which the parameters may lack">()(given, given);
  });

  it('takes its workgroup from the ARN', () => {
    const placed = call(athenaStartQueryExecution('workgroup'), { QueryString: 'SELECT 1', WorkGroup: 'a' });
    // @ts-expect-error render is handed it
    machine(placed);
    told<"The handler takes no field 'WorkGroup'">()(placed, placed);
  });
});

describe('a job of Batch', () => {
  const place = { jobQueue: 'queue', jobDefinition: 'definition' } as const;

  it('takes what the page lists, and gives what the API promises of a job that is done', () => {
    const good = {
      startAt: 'Go',
      states: {
        Go: {
          type: 'Task',
          run: batchSubmitJob(place),
          parameters: {
            JobName: '$.day',
            Parameters: { day: '$.day' },
            ContainerOverrides: { ResourceRequirements: [{ Type: 'VCPU', Value: '4' }] },
          },
          resultPath: '$.job',
          next: 'After',
        },
        After: {
          type: 'Task',
          run: batchSubmitJobSync(place),
          parameters: { JobName: 'after', DependsOn: [{ JobId: '$.job.JobId' }] },
          next: 'Which',
        },
        Which: {
          type: 'Choice',
          choices: [{ variable: '$.StartedAt', numericGreaterThan: 1, next: 'Done' }],
          default: 'Done',
        },
        Done,
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('nothing else, no resource that its ARNs name, and no token', () => {
    const nameless = call(batchSubmitJob(place), { Timeout: { AttemptDurationSeconds: 60 } });
    const text = call(batchSubmitJob(place), { JobName: 'a', ArrayProperties: { Size: '$.day' } });
    const queued = call(batchSubmitJobSync(place), { JobName: 'a', JobQueue: 'mine' });
    const asTyped = call(batchSubmitJob(place), { jobName: 'a' });
    // @ts-expect-error no name
    machine(nameless);
    told<"State 'T': its handler needs field 'JobName', which the parameters may lack">()(nameless, nameless);
    // @ts-expect-error day is a text
    machine(text);
    told<"State 'T': its handler takes another type of field 'ArrayProperties' than that in the parameters">()(
      text,
      text,
    );
    // @ts-expect-error render is handed the queue
    machine(queued);
    told<"The handler takes no field 'JobQueue'">()(queued, queued);
    // @ts-expect-error Step Functions has it with a capital
    machine(asTyped);
    told<"State 'T': its handler needs field 'JobName', which the parameters may lack">()(asTyped, asTyped);
    // @ts-expect-error it has no callback
    waitForTaskToken<object>()(batchSubmitJob(place));
  });
});

describe('a call of an API', () => {
  const ask = apigatewayInvoke<{ bills: number }>()('api', { method: 'POST', stage: 'prod', path: 'bills' });
  const read = apigatewayInvoke<{ bills: number }>()('api', { method: 'GET' });

  it('takes lists of headers, a body where its method has one, and a path where the call has none', () => {
    const good = {
      startAt: 'Ask',
      states: {
        Ask: {
          type: 'Task',
          run: ask,
          parameters: { RequestBody: { day: '$.day' }, Headers: { day: ['a', 'b'] } },
          retry: [{ errorEquals: ['ApiGateway.429'] }],
          next: 'Read',
        },
        Read: {
          type: 'Task',
          run: read,
          parameters: { Path: '$.StatusText' },
          outputPath: '$.ResponseBody',
          next: 'Wait',
        },
        Wait: { type: 'Wait', secondsPath: '$.bills', next: 'Done' },
        Done,
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('nothing else', () => {
    const body = call(read, { RequestBody: { day: '$.day' } });
    const path = call(ask, { Path: '$.day' });
    const endpoint = call(ask, { ApiEndpoint: '$.day' });
    const header = call(ask, { Headers: { day: '$.day' } });
    const error = {
      startAt: 'T',
      states: { T: { type: 'Task', run: ask, retry: [{ errorEquals: ['Api.429'] }], next: 'Done' }, Done },
    } as const;
    // @ts-expect-error a GET has none
    machine(body);
    told<"The handler takes no field 'RequestBody'">()(body, body);
    // @ts-expect-error the call has it
    machine(path);
    told<"The handler takes no field 'Path'">()(path, path);
    // @ts-expect-error render is handed the API
    machine(endpoint);
    told<"The handler takes no field 'ApiEndpoint'">()(endpoint, endpoint);
    // @ts-expect-error a header is a list
    machine(header);
    told<"State 'T': its handler takes another type of field 'Headers' than that in the parameters">()(header, header);
    const signed = call(ask, { Headers: { Authorization: ['a'] } });
    const traced = call(ask, { Headers: { 'x-amzn-trace-id': ['a'] } });
    // @ts-expect-error AWS takes none
    machine(signed);
    told<"State 'T': its handler takes another type of field 'Headers' than that in the parameters">()(signed, signed);
    // @ts-expect-error nor that
    machine(traced);
    told<"State 'T': its handler takes another type of field 'Headers' than that in the parameters">()(traced, traced);
    // @ts-expect-error not as AWS names it
    machine(error);
    told<"'Api.429' is no error of this task: write a name as 'ApiGateway.…'">()(error, error);
    // @ts-expect-error no method
    apigatewayInvoke()('api', { stage: 'prod' });
  });

  it('waits for a token that a header or the body tells', () => {
    const wait = waitForTaskToken<{ paid: boolean }>()(ask);
    const silent = call(wait, { RequestBody: { day: '$.day' } });
    const good = call(wait, { Headers: { TaskToken: fn.array('$$.Task.Token') } });
    machine(good);
    told<never>()(good, good);
    // @ts-expect-error nobody hears it
    machine(silent);
    told<"State 'T': its parameters must tell '$$.Task.Token', or nobody can end it">()(silent, silent);
  });
});

describe('a task of ECS', () => {
  const place = { cluster: 'cluster', taskDefinition: 'definition', roles: ['task-role'] } as const;
  const telling = [{ Name: 'main', Environment: [{ Name: 'TOKEN', Value: '$$.Task.Token' }] }] as const;

  it('takes what the page lists, and gives what each task has', () => {
    const good = {
      startAt: 'Run',
      states: {
        Run: {
          type: 'Task',
          run: ecsRunTaskSync(place),
          parameters: {
            LaunchType: 'FARGATE',
            NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'] } },
            Overrides: { ContainerOverrides: [{ Name: 'main', Environment: [{ Name: 'DAY', Value: '$.day' }] }] },
          },
          next: 'Done',
        },
        Done: { type: 'Fail', error: '$.StopCode', cause: '$.StoppedReason' },
      },
    } as const;
    machine(good);
    told<never>()(good, good);
    machine(call(waitForTaskToken<object>()(ecsRunTask(place)), { Overrides: { ContainerOverrides: telling } }));
  });

  it('nothing else: no other role than the definition’s, and no cluster', () => {
    const role = call(ecsRunTask(place), { Overrides: { TaskRoleArn: '$.day' } });
    const cluster = call(ecsRunTask(place), { Cluster: '$.day' });
    const silent = call(waitForTaskToken<object>()(ecsRunTask(place)), { Group: 'a' });
    // @ts-expect-error Step Functions takes none there
    machine(role);
    told<"State 'T': its handler takes another type of field 'Overrides' than that in the parameters">()(role, role);
    // @ts-expect-error render is handed it
    machine(cluster);
    told<"The handler takes no field 'Cluster'">()(cluster, cluster);
    // @ts-expect-error nobody hears the token
    machine(silent);
    told<"State 'T': its parameters must tell '$$.Task.Token', or nobody can end it">()(silent, silent);
    // @ts-expect-error a job that is waited for has no token
    waitForTaskToken<object>()(ecsRunTaskSync(place));
    // @ts-expect-error no definition
    ecsRunTask({ cluster: 'cluster' });
  });
});

describe('a call of an HTTPS API', () => {
  const by = { connection: 'stripe', secret: 'stripe-secret' } as const;
  const customers = httpInvoke<{ id: string }>()(by, {
    method: 'GET',
    endpoint: 'https://api.stripe.com/v1/customers',
  });
  const under = httpInvoke<unknown>()(by, { method: 'POST', endpointUnder: 'https://api.stripe.com/v1/' });

  it('takes headers, what is asked, a body, and the endpoint where the call has none', () => {
    const good = {
      startAt: 'Get',
      states: {
        Get: {
          type: 'Task',
          run: customers,
          parameters: { QueryParameters: { limit: '$.count', day: fn.array('$.day') } },
          outputPath: '$.ResponseBody',
          retry: [{ errorEquals: ['States.Http.StatusCode.429', 'States.Http.Socket'] }],
          next: 'Put',
        },
        Put: {
          type: 'Task',
          run: under,
          parameters: {
            ApiEndpoint: fn.format('https://api.stripe.com/v1/{}', '$.id'),
            RequestBody: { id: '$.id' },
            Transform: { RequestBodyEncoding: 'URL_ENCODED' },
          },
          next: 'Done',
        },
        Done,
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('nothing else', () => {
    const without = call(under, { RequestBody: { day: '$.day' } });
    const twice = call(customers, { ApiEndpoint: '$.day' });
    const method = call(customers, { Method: 'PUT' });
    const error = {
      startAt: 'T',
      states: {
        T: { type: 'Task', run: customers, retry: [{ errorEquals: ['States.Http.404'] }], next: 'Done' },
        Done,
      },
    } as const;
    // @ts-expect-error no endpoint
    machine(without);
    told<"State 'T': its handler needs field 'ApiEndpoint', which the parameters may lack">()(without, without);
    // @ts-expect-error the call has it
    machine(twice);
    told<"The handler takes no field 'ApiEndpoint'">()(twice, twice);
    // @ts-expect-error the right is to another
    machine(method);
    told<"The handler takes no field 'Method'">()(method, method);
    // @ts-expect-error not as AWS names it
    machine(error);
    told<"'States.Http.404' is no error name of the States Language">()(error, error);
    // @ts-expect-error it takes HTTPS alone
    httpInvoke()(by, { method: 'GET', endpoint: 'http://api.stripe.com' });
    // @ts-expect-error AWS has no such way for it
    waitForTaskToken<object>()(customers);
  });
});
