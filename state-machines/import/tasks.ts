import { SDK_SERVICES } from '../language/services/sdk/sdk-services';
import { type Fields, isFields } from '../../scripts/text/is-fields';
import { textOf } from './refusal';
import { camel } from './write-template';

/** What a Task runs, as the builder writes it. */
export interface WrittenTask {
  readonly source: string;
  /** Without what the resource's ARN gives. */
  readonly parameters: Fields | undefined;
  /** Of the values that its parameters read. */
  readonly type: string;
  readonly imports: readonly (readonly [name: string, from: string])[];
}

/** The resources of a machine, by the names that its tasks have for them, and what needs a hand. */
export class Found {
  readonly arns: Record<string, string> = {};
  readonly notes = new Set<string>();
  readonly imports = new Map<string, string>();
  untyped = 0;

  nameFor(arn: string): string {
    const known = Object.entries(this.arns).find(([, other]) => other === arn)?.[0];
    if (known !== undefined) return known;
    const base = (arn.match(/[A-Za-z0-9]+/g) ?? ['resource']).slice(-1).join('').replace(/^\d/, 'r$&');
    let name = base;
    for (let n = 2; Object.hasOwn(this.arns, name) || name === 'self'; n++) name = `${base}${n}`;
    this.arns[name] = arn;
    return name;
  }
}

/** Which clients' types are here. */
export type Installed = (client: string) => boolean;

const ACCOUNT = 'us-east-1:123456789012';

interface OnResource {
  /** `INPUT`: the type of what another machine is given. */
  readonly called: string;
  readonly from: string;
  /** The parameter that the resource's ARN is placed in; where there is none, `arn` is told all of them. */
  readonly placed?: string;
  /** Of which ARN its text is made, where that is known. */
  readonly arn: (text: string, parameters: Fields) => string | undefined;
  readonly supportsToken?: true;
}

const itself = (text: string): string => text;
/** Where its rights are made of the ARN's parts. */
const writtenOut = (text: string): string | undefined => (text.startsWith('arn:') ? text : undefined);
const workgroup = (name: string): string => `arn:aws:athena:${ACCOUNT}:workgroup/${name}`;

/** Of the one bus that all entries name; one that names none is put on the default one. */
function bus(parameters: Fields): string | undefined {
  const entries = Array.isArray(parameters['Entries']) ? (parameters['Entries'] as unknown[]) : [];
  const names = new Set(
    entries.map((entry) =>
      isFields(entry) && !('EventBusName.$' in entry) ? (entry['EventBusName'] ?? 'default') : undefined,
    ),
  );
  const [name] = names;
  if (names.size !== 1 || typeof name !== 'string') return undefined;
  return name.startsWith('arn:') ? name : `arn:aws:events:${ACCOUNT}:event-bus/${name}`;
}

/** The functions of the builder that take nothing but a resource's name, by action. */
const ON_RESOURCE: Readonly<Record<string, OnResource>> = {
  'sns:publish': {
    called: 'snsPublish',
    from: 'services/services',
    placed: 'TopicArn',
    arn: itself,
    supportsToken: true,
  },
  ...Object.fromEntries(
    ['Get', 'Put', 'Update', 'Delete'].map((verb) => [
      `dynamodb:${verb.toLowerCase()}Item`,
      {
        called: `dynamodb${verb}Item`,
        from: 'services/tables',
        placed: 'TableName',
        arn: (text: string) => `arn:aws:dynamodb:${ACCOUNT}:table/${text}`,
      },
    ]),
  ),
  'glue:startJobRun': {
    called: 'glueStartJobRun',
    from: 'services/jobs',
    placed: 'JobName',
    arn: (text) => `arn:aws:glue:${ACCOUNT}:job/${text}`,
  },
  'events:putEvents': {
    called: 'eventsPutEvents',
    from: 'services/events',
    arn: (_, parameters) => bus(parameters),
    supportsToken: true,
  },
  'states:startExecution': {
    called: 'startExecution<INPUT>()',
    from: 'services/executions',
    placed: 'StateMachineArn',
    arn: itself,
    supportsToken: true,
  },
  'states:startExecution.sync': {
    called: 'startExecutionSyncAsText<INPUT>()',
    from: 'services/executions',
    placed: 'StateMachineArn',
    arn: writtenOut,
  },
  'states:startExecution.sync:2': {
    called: 'startExecutionSync<INPUT, unknown>()',
    from: 'services/services',
    placed: 'StateMachineArn',
    arn: writtenOut,
  },
  'athena:startQueryExecution.sync': {
    called: 'athenaStartQueryExecutionSync',
    from: 'services/services',
    placed: 'WorkGroup',
    arn: workgroup,
  },
  ...Object.fromEntries(
    ['GetQueryExecution', 'GetQueryResults', 'StopQueryExecution'].map((name) => [
      `athena:${camel(name)}`,
      { called: `athena${name}`, from: 'services/athena', arn: () => workgroup('primary') },
    ]),
  ),
};

export function writeTask(state: Fields, where: string, found: Found, installed: Installed): WrittenTask {
  const resource = textOf(state['Resource'], where);
  const parameters = isFields(state['Parameters']) ? state['Parameters'] : undefined;
  const action = /^arn:[^:]*:states:[^:]*:[^:]*:([^:]+:[^:]+(?::[^:]+)*)$/.exec(resource)?.[1];
  if (action !== undefined && !resource.startsWith('arn:aws:states:::')) return untyped(resource, state, where, found);
  if (/^arn:[^:]*:states:[^:]*:[^:]*:activity:/.test(resource))
    return ofName('activity<unknown, unknown>()', 'services/services', resource, parameters, found);
  if (action === undefined) {
    if (/activity/i.test(resource)) {
      found.notes.add(`${resource}: taken for an activity, by its name`);
      return ofName('activity<unknown, unknown>()', 'services/services', resource, parameters, found);
    }
    if (resource.startsWith('$')) found.notes.add(`${resource}: taken for a Lambda function's ARN`);
    found.notes.add('Contract: what a function takes and gives is not known here; put its own contracts there');
    return ofName('lambdaTask<Contract, Contract>()', 'written/lambda-task', resource, parameters, found);
  }
  const waits = action.endsWith('.waitForTaskToken');
  const plain = action.replace(/\.waitForTaskToken$/, '');
  return (
    invoked(plain, waits, parameters, found) ??
    onResource(plain, waits, parameters, found) ??
    ofSdk(plain, waits, state, found, installed) ??
    untyped(resource, state, where, found)
  );
}

function ofName(call: string, from: string, arn: string, parameters: Fields | undefined, found: Found): WrittenTask {
  const name = found.nameFor(arn);
  return {
    source: `${call}(${JSON.stringify(name)})`,
    parameters,
    type: 'unknown',
    imports: [[call.replace(/<.*/, ''), from]],
  };
}

const waiting = (task: WrittenTask, waits: boolean): WrittenTask =>
  waits
    ? {
        ...task,
        source: `waitForTaskToken<unknown>()(${task.source})`,
        imports: [...task.imports, ['waitForTaskToken', 'written/integration']],
      }
    : task;

/** A function by Lambda's API, where the builder places what it is asked for. */
function invoked(
  action: string,
  waits: boolean,
  parameters: Fields | undefined,
  found: Found,
): WrittenTask | undefined {
  if (action !== 'lambda:invoke' || parameters === undefined) return undefined;
  const { FunctionName: name, ...rest } = parameters;
  const fields = Object.keys(rest);
  if (typeof name !== 'string' || fields.length !== 1 || !/^Payload(\.\$)?$/.test(fields[0] ?? '')) return undefined;
  if (!isFields(rest['Payload']) && typeof rest['Payload.$'] !== 'string') return undefined;
  return waiting(
    {
      ...ofName('lambdaInvoke<Record<string, unknown>, unknown>()', 'services/services', name, rest, found),
      type: 'Payload.$' in rest ? 'Record<string, unknown>' : 'unknown',
    },
    waits,
  );
}

function onResource(
  action: string,
  waits: boolean,
  parameters: Fields | undefined,
  found: Found,
): WrittenTask | undefined {
  const known = Object.hasOwn(ON_RESOURCE, action) ? ON_RESOURCE[action] : undefined;
  if (known === undefined || parameters === undefined) return undefined;
  const { [known.placed ?? '']: placed = '', ...rest } = parameters;
  if (
    (action.startsWith('dynamodb:') && readsWhole(rest)) ||
    typeof placed !== 'string' ||
    (waits && known.supportsToken === undefined)
  )
    return undefined;
  const arn = known.placed !== undefined && placed === '' ? undefined : known.arn(placed, parameters);
  if (arn === undefined) return undefined;
  if (arn !== placed) found.notes.add(`${arn}: region and account are made up; give the ARN of ${placed || 'its own'}`);
  const called = known.called.replace('INPUT', isFields(rest['Input']) ? 'Record<string, unknown>' : 'string');
  return waiting({ ...ofName(called, known.from, arn, rest, found), type: 'string' }, waits);
}

/** An action by its client's types, where these are here and no clause names an error otherwise than they do. */
function ofSdk(
  action: string,
  waits: boolean,
  state: Fields,
  found: Found,
  installed: Installed,
): WrittenTask | undefined {
  const [, service = '', name = ''] = /^aws-sdk:([a-z0-9]+):([A-Za-z0-9]+)$/.exec(action) ?? [];
  if (!Object.hasOwn(SDK_SERVICES, service)) return undefined;
  const { client } = SDK_SERVICES[service as keyof typeof SDK_SERVICES];
  if (!installed(client)) {
    found.notes.add(
      `${action}: its types are not here: npm install --save-dev --save-exact ${client}, and import again`,
    );
    return undefined;
  }
  if (!namesOwnErrors(state, service) || (service === 'dynamodb' && readsWhole(state['Parameters']))) return undefined;
  found.notes.add(`${action}: its right is on every resource ('*'); name the one that it is on`);
  return waiting(
    {
      source: `sdkTask(${JSON.stringify(service)}, ${JSON.stringify(name)}, { on: '*' })`,
      parameters: isFields(state['Parameters']) ? state['Parameters'] : undefined,
      type: 'string',
      imports: [['sdkTask', 'services/sdk/sdk-task']],
    },
    waits,
  );
}

/** Whether a path reads an item of a table, a key or an attribute that holds others, whole. */
const readsWhole = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(
    ([field, part]) => /^(Item|Key|ExclusiveStartKey|L|M)\.\$$/.test(field) || readsWhole(part),
  );

/** Whether each clause names errors of the language, or of the service's own as its client has them. */
const namesOwnErrors = (state: Fields, service: string): boolean =>
  [state['Retry'], state['Catch']]
    .flat()
    .every(
      (clause) =>
        !isFields(clause) ||
        [clause['ErrorEquals']]
          .flat()
          .every(
            (name) =>
              /^States\./.test(String(name)) || new RegExp(`^${service}\\.\\w+Exception$`, 'i').test(String(name)),
          ),
    );

function untyped(resource: string, state: Fields, where: string, found: Found): WrittenTask {
  found.untyped += 1;
  found.notes.add(
    `${where}: ${resource} is not typed; its role is allowed nothing for it until its permissions are given`,
  );
  return {
    source: `untypedTask(${JSON.stringify(resource)}, [])`,
    parameters: isFields(state['Parameters']) ? state['Parameters'] : undefined,
    type: 'unknown',
    imports: [['untypedTask', 'written/untyped-task']],
  };
}
