import type { MachineLiteral } from '../written/literal';
import type { TemplateFields } from '../written/template';
import { waitForTaskToken } from '../written/integration';
import type { MessagesIn } from '../checked/fault';
import type { OutputOf } from '../written/runnable';
import { nameIn, partsOf } from '../services/arn-parts';
import { type ActionOf, sdkTask } from '../services/sdk/sdk-task';
import type { MemberName } from '../services/sdk/member-name';
import type { Given, Taken } from '../services/sdk/shape';
import type { SdkErrors } from '../services/sdk/errors';
import { dynamodbPutItem } from '../services/tables';
import { render } from '../rendered/render';
import { stateMachine } from '../state-machine';
import { Done, machine, told } from './promises.test-support';

const start = sdkTask('athena', 'startQueryExecution', {
  on: 'workgroup',
  place: (arn) => ({ WorkGroup: nameIn(partsOf(arn, 'athena'), 'workgroup/') }),
  present: ['QueryExecutionId'],
});
const follow = sdkTask('athena', 'getQueryExecution', {
  on: 'workgroup',
  present: ['QueryExecution.QueryExecutionId', 'QueryExecution.Status.State'],
});
const keep = sdkTask('dynamodb', 'putItem', { on: 'table', place: (arn) => ({ TableName: arn }) });

/** The call's argument type is `never` unless the two are one type. */
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(equal: Equal<A, B>) => expect(equal).toBe(true);

const task = <const P extends TemplateFields>(run: typeof start, parameters: P) =>
  ({ startAt: 'T', states: { T: { type: 'Task', run, parameters, next: 'Done' }, Done } }) as const;

describe('an action of the SDK', () => {
  it('takes what its command takes, and gives what it gives', () => {
    const good = {
      startAt: 'Start',
      states: {
        Start: { type: 'Task', run: start, parameters: { QueryString: '$.day' }, next: 'Follow' },
        Follow: {
          type: 'Task',
          run: follow,
          parameters: { QueryExecutionId: '$.QueryExecutionId' },
          resultSelector: {
            id: '$.QueryExecution.QueryExecutionId',
            state: '$.QueryExecution.Status.State',
          },
          next: 'Which',
        },
        Which: {
          type: 'Choice',
          choices: [{ variable: '$.state', oneOf: ['QUEUED', 'RUNNING'], next: 'Wait' }],
          default: 'Keep',
        },
        Wait: { type: 'Wait', seconds: 1, next: 'Again' },
        Again: {
          type: 'Task',
          run: follow,
          parameters: { QueryExecutionId: '$.id' },
          outputPath: '$.QueryExecution.Status',
          next: 'Done',
        },
        Keep: { type: 'Task', run: keep, parameters: { Item: { id: { S: '$.id' }, tries: { N: '1' } } }, next: 'Done' },
        Done,
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('nothing else: no field that is unknown, missing, of another type, or its resource’s', () => {
    const lacking = task(start, { ClientRequestToken: '$.day' });
    const other = task(start, { QueryString: '$.count' });
    const unknown = task(start, { QueryString: 'SELECT 1', queryString: 'SELECT 2' });
    const nested = task(start, { QueryString: 'SELECT 1', QueryExecutionContext: { Databse: 'a' } });
    const placed = task(start, { QueryString: 'SELECT 1', WorkGroup: '$.day' });
    const path = task(start, { QueryString: '$.query' });
    // @ts-expect-error no QueryString
    machine(lacking);
    told<"State 'T': its handler needs field 'QueryString', which the parameters may lack">()(lacking, lacking);
    // @ts-expect-error count is a number
    machine(other);
    told<"State 'T': its handler takes another type of field 'QueryString' than that in the parameters">()(
      other,
      other,
    );
    // @ts-expect-error Step Functions has it with a capital
    machine(unknown);
    told<"The handler takes no field 'queryString'">()(unknown, unknown);
    // @ts-expect-error misspelt
    machine(nested);
    told<"State 'T': its handler takes another type of field 'QueryExecutionContext' than that in the parameters">()(
      nested,
      nested,
    );
    // @ts-expect-error render is handed the workgroup
    machine(placed);
    told<"The handler takes no field 'WorkGroup'">()(placed, placed);
    // @ts-expect-error not in the payload
    machine(path);
    told<"'$.query': there is no field 'query' here">()(path, path);
  });

  it('gives for sure what its author vouches for, and no more', () => {
    const unsure = {
      startAt: 'Follow',
      states: {
        Follow: {
          type: 'Task',
          run: sdkTask('athena', 'getQueryExecution', { on: 'workgroup' }),
          parameters: { QueryExecutionId: '$.day' },
          next: 'Failed',
        },
        Failed: { type: 'Fail', error: 'x', cause: '$.QueryExecution.Query' },
      },
    } as const;
    // @ts-expect-error the client promises no QueryExecution
    machine(unsure);
    told<"'$.QueryExecution.Query': field 'QueryExecution' may be absent here">()(unsure, unsure);
  });

  it('is one that the client has, of a client that is there', () => {
    // @ts-expect-error there is no such action
    sdkTask('athena', 'startQuery', { on: 'workgroup' });
    // @ts-expect-error nor such a service
    expect(() => sdkTask('athens', 'startQueryExecution', { on: 'workgroup' })).toThrow('has no service "athens"');
    // @ts-expect-error Step Functions can't hand on its stream
    sdkTask('s3', 'selectObjectContent', { on: 'bucket' });
    /** As a client is that is not installed. */
    type Missing = ReturnType<typeof JSON.parse>;
    same<
      MessagesIn<ActionOf<'ec2', Missing>>,
      'Its types are not here: npm install --save-dev --save-exact @aws-sdk/client-ec2'
    >(true);
  });

  it('waits for a token, as others that can', () => {
    const ask = waitForTaskToken<{ ok: boolean }>()(
      sdkTask('sqs', 'sendMessage', { on: 'queue', place: () => ({ QueueUrl: 'https://…' }) }),
    );
    const wait = <const P extends TemplateFields>(parameters: P) =>
      ({ startAt: 'T', states: { T: { type: 'Task', run: ask, parameters, next: 'Done' }, Done } }) as const;
    const silent = wait({ MessageBody: '$.day' });
    machine(wait({ MessageBody: '$$.Task.Token' }));
    // @ts-expect-error nobody hears the token
    machine(silent);
    told<"State 'T': its parameters must tell '$$.Task.Token', or nobody can end it">()(silent, silent);
  });
});

describe('the form of what it takes and gives', () => {
  it('has Step Functions’ names', () => {
    same<
      MemberName<'stateMachineArn' | 'QueryString' | 'ETag' | 'SSEKMSKeyId' | 'MD5OfBody' | 'ChecksumCRC32' | 'SS'>,
      'StateMachineArn' | 'QueryString' | 'ETag' | 'SsekmsKeyId' | 'Md5OfBody' | 'ChecksumCRC32' | 'Ss'
    >(true);
    same<MemberName<'equals' | 'NULL'>, 'EqualsValue' | 'Nul'>(true);
    // How a name that Java reserves is written is not known.
    same<MemberName<'default' | '$metadata'>, never>(true);
    same<MemberName<string>, string>(true);
  });

  it('is JSON: times and what is streamed are texts, lists lists, unions without their unknown member', () => {
    interface Command {
      at: Date | undefined;
      body?: Uint8Array | undefined;
      list?: { a: bigint | undefined }[] | undefined;
      either: { S: string; N?: never; $unknown?: never } | { S?: never; N?: never; $unknown: [string, unknown] };
      map?: Record<string, { b?: boolean | undefined }> | undefined;
      $metadata: { requestId: string };
    }
    same<
      Given<Command>,
      {
        readonly At: string;
        readonly Body?: string;
        readonly List?: { readonly A: number }[];
        readonly Either: { readonly S: string };
        readonly Map?: { readonly [x: string]: { readonly B?: boolean } };
      }
    >(true);
    same<Taken<Command>['Body'], unknown>(true);
    same<NonNullable<OutputOf<typeof follow>['QueryExecution']['Status']['SubmissionDateTime']>, string>(true);
  });
});

describe('a value of DynamoDB', () => {
  const putting = <const Run, const Item extends TemplateFields>(run: Run, value: Item) =>
    ({
      startAt: 'T',
      states: { T: { type: 'Task', run, parameters: { Item: { on: value } }, next: 'Done' }, Done },
    }) as const;

  it('is named as the SDK for Java has it, and by the optimized integration as the API', () => {
    machine(putting(keep, { Bool: true }));
    machine(putting(dynamodbPutItem('table'), { BOOL: true }));
    const byApi = putting(keep, { BOOL: true });
    const byJava = putting(dynamodbPutItem('table'), { Bool: true });
    const path = putting(keep, { N: '$.count' });
    // @ts-expect-error the API's name
    machine(byApi);
    told<"State 'T': its handler takes another type of field 'Item' than that in the parameters">()(byApi, byApi);
    // @ts-expect-error Java's
    machine(byJava);
    told<"State 'T': its handler takes another type of field 'Item' than that in the parameters">()(byJava, byJava);
    // @ts-expect-error a number is written as a text
    machine(path);
    told<"State 'T': its handler takes another type of field 'Item' than that in the parameters">()(path, path);
  });
});

describe('the errors of an action', () => {
  const retrying = <const Name extends string>(name: Name) =>
    ({
      startAt: 'T',
      states: {
        T: {
          type: 'Task',
          run: start,
          parameters: { QueryString: 'SELECT 1' },
          retry: [{ errorEquals: [name] }],
          catch: [{ errorEquals: ['States.Timeout'], next: 'Done' }],
          next: 'Done',
        },
        Done,
      },
    }) as const;

  it('are known by their names, as the SDK for Java has them', () => {
    machine(retrying('Athena.TooManyRequestsException'));
    machine(retrying('Athena.AthenaException'));
    machine(retrying('Athena.SdkClientException'));
    machine(retrying('States.TaskFailed'));
    same<
      Extract<SdkErrors<'s3'>['names'], `S3.NoSuch${'Key' | 'Bucket'}${string}`>, // recorded, test_aws_sdk.py
      'S3.NoSuchKeyException' | 'S3.NoSuchBucketException'
    >(true);
    same<
      Extract<SdkErrors<'lambda'>['names'], `${string}E${'C2' | 'c2'}Throttled${string}`>,
      'Lambda.Ec2ThrottledException'
    >(true);
    same<Extract<SdkErrors<'sfn'>['names'], `${string}InvalidToken${string}`>, 'Sfn.InvalidTokenException'>(true);
  });

  it('and no others are', () => {
    const bare = retrying('TooManyRequestsException');
    const foreign = retrying('DynamoDb.ResourceNotFoundException');
    const misspelt = retrying('Athena.TooManyRequestException');
    // @ts-expect-error without its service
    machine(bare);
    told<"'TooManyRequestsException' is no error of this task: write 'Athena.TooManyRequestsException'">()(bare, bare);
    // @ts-expect-error another service's
    machine(foreign);
    told<"'DynamoDb.ResourceNotFoundException' is no error of this task: write a name as 'Athena.AthenaException'">()(
      foreign,
      foreign,
    );
    // @ts-expect-error misspelt
    machine(misspelt);
    told<"'Athena.TooManyRequestException' is no error of this task: write a name as 'Athena.AthenaException'">()(
      misspelt,
      misspelt,
    );
  });
});

describe('the right to an action', () => {
  const rendered = (run: object) => {
    const literal = { startAt: 'T', states: { T: { type: 'Task', run, end: true } } };
    return render(stateMachine<unknown>()(literal as unknown as MachineLiteral), {
      workgroup: 'arn:aws:athena:eu-west-1:000000000000:workgroup/reports',
      table: 'arn:aws:dynamodb:eu-west-1:000000000000:table/seen',
      bucket: 'arn:aws:s3:::kept',
    });
  };
  const stateOf = (run: object) => rendered(run).definition.States['T'];

  it('is that to the IAM action of its name, on the resource', () => {
    expect(stateOf(start)).toEqual({
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:athena:startQueryExecution',
      Parameters: { WorkGroup: 'reports' },
      End: true,
    });
    expect(rendered(start).permissions).toEqual([
      {
        sid: 'AthenaStartQueryExecution',
        actions: ['athena:StartQueryExecution'],
        resources: ['arn:aws:athena:eu-west-1:000000000000:workgroup/reports'],
      },
    ]);
    expect(rendered(sdkTask('sfn', 'listStateMachines', { on: '*' }))).toMatchObject({
      usedArns: [],
      permissions: [{ sid: 'SfnListStateMachines', actions: ['states:ListStateMachines'], resources: ['*'] }],
    });
  });

  it('or what its author says, where AWS has it otherwise', () => {
    const head = sdkTask('s3', 'headObject', {
      on: 'bucket',
      actions: ['s3:GetObject'],
      resources: (arn) => [`${arn}/*`],
    });
    expect(rendered(head).permissions).toEqual([
      { sid: 'S3HeadObject', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::kept/*'] },
    ]);
  });
});
