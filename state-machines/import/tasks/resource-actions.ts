import type { SayingParameter } from '../../language/written/said-by';
import { type Fields, isFields } from '../../../scripts/text/is-fields';
import { isExpression } from '../../../scripts/text/jsonata-expression';
import { quoted, type TypeAt } from '../states/write-template';

/** Of what is not known here. */
export const ACCOUNT = 'us-east-1:123456789012';

/** A function of the builder that takes nothing but a resource's name. */
export interface ResourceAction {
  readonly called: string;
  readonly from: string;
  /** The parameter that says which resource. */
  readonly said: SayingParameter;
  /** The ARN that gives this text for it, where there is one. */
  readonly arn: (text: string) => string | undefined;
  /** An ARN of a name, where the parameter's own text is none. */
  readonly made: (name: string) => string;
  readonly supportsToken?: true;
  /** Its parameters and its result are its client's. */
  readonly ofClient?: true;
  /** The parameters that it takes, where AWS takes others too. */
  readonly takes?: (parameters: Fields) => boolean;
  readonly typeAt?: TypeAt;
}

const services = 'services/services';
const itself = (text: string): string => text;
/** Where its rights are made of the ARN's parts. */
const writtenOut = (text: string): string | undefined => (text.startsWith('arn:') ? text : undefined);
const machine = (name: string): string => `arn:aws:states:${ACCOUNT}:stateMachine:${name}`;
export const workgroup = (name: string): string => `arn:aws:athena:${ACCOUNT}:workgroup/${name}`;
const table = (name: string): string => `arn:aws:dynamodb:${ACCOUNT}:table/${name}`;
const job = (name: string): string => `arn:aws:glue:${ACCOUNT}:job/${name}`;

/** Of a queue's URL: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
function queue(url: string): string | undefined {
  const found = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com\/(\d+)\/([\w.-]+)$/.exec(url);
  return found ? `arn:aws:sqs:${found[1]}:${found[2]}:${found[3]}` : undefined;
}

/** A parameter that takes an object of any fields. */
export const anyFieldsIn =
  (parameter: string): TypeAt =>
  ([first, ...rest]) =>
    first !== quoted(parameter) ? 'string' : rest.length === 0 ? 'Record<string, unknown>' : 'unknown';

const execution = (called: string, from: string, arn: ResourceAction['arn']): ResourceAction => ({
  called,
  from,
  said: 'StateMachineArn',
  arn,
  made: machine,
  typeAt: anyFieldsIn('Input'),
});

/** By action, without its pattern of waiting for a token. `INPUT` in `called`: the type of what another machine is given. */
export const RESOURCE_ACTIONS: Readonly<Record<string, ResourceAction>> = {
  'lambda:invoke': {
    called: 'lambdaInvoke<Record<string, unknown>, unknown>()',
    from: services,
    said: 'FunctionName',
    arn: itself,
    made: (name) => `arn:aws:lambda:${ACCOUNT}:function:${name}`,
    supportsToken: true,
    takes: ({ FunctionName: _name, 'FunctionName.$': _path, 'Payload.$': _read, Payload, ...others }) =>
      Object.keys(others).length === 0 && (Payload === undefined || isFields(Payload) || isExpression(Payload)),
    typeAt: anyFieldsIn('Payload'),
  },
  'sns:publish': {
    called: 'snsPublish',
    from: services,
    said: 'TopicArn',
    arn: itself,
    made: (name) => `arn:aws:sns:${ACCOUNT}:${name}`,
    supportsToken: true,
  },
  'sqs:sendMessage': {
    called: 'sqsSendMessage',
    from: services,
    said: 'QueueUrl',
    arn: queue,
    made: (name) => `arn:aws:sqs:${ACCOUNT}:${name}`,
    supportsToken: true,
  },
  ...Object.fromEntries(
    ['Get', 'Put', 'Update', 'Delete'].map((verb): [string, ResourceAction] => [
      `dynamodb:${verb.toLowerCase()}Item`,
      {
        called: `dynamodb${verb}Item`,
        from: 'services/tables',
        said: 'TableName',
        arn: table,
        made: table,
        ofClient: true,
      },
    ]),
  ),
  'glue:startJobRun': {
    called: 'glueStartJobRun',
    from: 'services/jobs',
    said: 'JobName',
    arn: job,
    made: job,
    ofClient: true,
  },
  'states:startExecution': {
    ...execution('startExecution<INPUT>()', 'services/executions', itself),
    supportsToken: true,
  },
  'states:startExecution.sync': execution('startExecutionSyncAsText<INPUT>()', 'services/executions', writtenOut),
  'states:startExecution.sync:2': execution('startExecutionSync<INPUT, unknown>()', services, writtenOut),
  'athena:startQueryExecution': {
    called: 'athenaStartQueryExecution',
    from: 'services/athena',
    said: 'WorkGroup',
    arn: workgroup,
    made: workgroup,
  },
  'athena:startQueryExecution.sync': {
    called: 'athenaStartQueryExecutionSync',
    from: services,
    said: 'WorkGroup',
    arn: workgroup,
    made: workgroup,
  },
};

/** Of the one bus that all entries name; one that names none is put on the default one. */
export function busArn(parameters: Fields): string | undefined {
  const entries = Array.isArray(parameters['Entries']) ? (parameters['Entries'] as unknown[]) : [];
  const names = new Set(
    entries.map((entry) =>
      isFields(entry) && !('EventBusName.$' in entry) ? (entry['EventBusName'] ?? 'default') : undefined,
    ),
  );
  const [name] = names;
  if (names.size !== 1 || typeof name !== 'string' || name.startsWith('{%')) return undefined;
  return name.startsWith('arn:') ? name : `arn:aws:events:${ACCOUNT}:event-bus/${name}`;
}
