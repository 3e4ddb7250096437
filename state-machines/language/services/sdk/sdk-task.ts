import type { Fault } from '../../checked/fault';
import type { TokenIntegration } from '../../written/integration';
import type { SdkClients } from './clients';
import type { SdkErrors } from './errors';
import { SDK_SERVICES } from './sdk-services';
import type { Given, Taken, WithPresent } from './shape';

/** What an action is on, and what the types of its client can't know. */
export interface SdkTaskOptions<Name extends string, Placed extends object, Present extends string> {
  /** The resource that it is on, by a name whose ARN `render` is handed; `*` for an action that takes none. */
  readonly on: Name | '*';
  /** The parameters that say which resource, made of its ARN. */
  readonly place?: (arn: string) => Placed;
  /** What the right to it is on, where that is not the resource itself: the objects of a bucket, a table's index. */
  readonly resources?: (arn: string) => readonly [string, ...string[]];
  /** The rights that it takes, where that is not the one that is called as the action: `s3:GetObject` for headObject. */
  readonly actions?: readonly [IamAction, ...IamAction[]];
  /** Fields of the result, by path, that the author vouches for: the client's types promise few. */
  readonly present?: readonly Present[];
}

type IamAction = `${string}:${string}`;

/** An action of a service, by the types of its client. */
export type SdkTask<
  Service extends keyof SdkClients,
  Action extends string,
  Name extends string,
  Placed extends object,
  Present extends string,
> = TokenIntegration<
  Name,
  Without<Taken<CommandOf<Service, Action>['input']>, keyof Placed>,
  WithPresent<Given<CommandOf<Service, Action>['output']>, Present>,
  SdkErrors<Service>
>;

/**
 * Any action of a service, as the SDK calls it: `sdkTask('athena', 'stopQueryExecution', { on: 'workgroup' })`. Its parameters
 * and its result are those of the client's command, in Step Functions' form. The machine's role is allowed the action of
 * the same name, on the resource: where AWS has another name for it, or none, `npm run policies` says so.
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export const sdkTask = <
  const Service extends keyof SdkClients,
  const Action extends ActionOf<Service, SdkClients[Service]>,
  const Name extends string,
  Placed extends object = Record<never, never>,
  const Present extends string = never,
>(
  service: Service,
  action: Action,
  { on, place, resources, actions }: SdkTaskOptions<Name, Placed, Present>,
): SdkTask<Service, Action & string, Name, Placed, Present> => {
  // Of a program that the compiler could not read.
  if (!Object.hasOwn(SDK_SERVICES, service)) throw new Error(`Step Functions has no service "${service}" by the SDK.`);
  const { prefix } = SDK_SERVICES[service];
  return {
    resourceName: on as Name,
    action: `arn:aws:states:::aws-sdk:${service}:${String(action)}`,
    supportsToken: true,
    place: (arn) => ({ ...place?.(arn) }) as Readonly<Record<string, string>>,
    permissions: (arn) => [
      {
        sid: `${capital(service)}${capital(String(action))}`,
        actions: actions ?? [`${prefix}:${capital(String(action))}`],
        resources: resources?.(arn) ?? [arn],
      },
    ],
  };
};

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The actions that a service's client has; of one that is not installed, what installs it. */
export type ActionOf<Service extends keyof SdkClients, Client> = 0 extends 1 & Client
  ? Fault<`Its types are not here: npm install --save-dev --save-exact ${(typeof SDK_SERVICES)[Service]['client']}`>
  : Exclude<ActionIn<keyof Client>, Service extends keyof Unsupported ? Unsupported[Service] : never>;

type ActionIn<Exported> = Exported extends `${infer Name}Command`
  ? Name extends '$'
    ? never
    : Uncapitalize<Name>
  : never;

/** https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html#unsupported-api-actions-list */
interface Unsupported {
  readonly comprehendmedical: 'detectEntities';
  readonly efs: 'createTags';
  readonly emr: 'describeJobFlows';
  readonly iotdeviceadvisor: 'listTestCases';
  readonly kinesis: 'subscribeToShard';
  readonly lambda: 'invokeAsync' | 'invokeWithResponseStream';
  readonly lexruntimev2: 'startConversation';
  readonly mediapackage: 'rotateChannelCredentials';
  readonly rdsdata: 'executeSql';
  readonly s3: 'selectObjectContent';
  readonly s3control: 'selectObjectContent';
  readonly shield: 'deleteSubscription';
}

/** A command's input and output: the input is the instance's, the output what its handler promises. */
type CommandOf<
  Service extends keyof SdkClients,
  Action extends string,
> = `${Capitalize<Action>}Command` extends infer Name
  ? Name extends keyof SdkClients[Service]
    ? SdkClients[Service][Name] extends abstract new (...args: never) => infer Command
      ? {
          readonly input: Command extends { readonly input: infer Input } ? Input : never;
          readonly output: Command extends {
            resolveMiddleware(...args: never): (...args: never) => Promise<{ readonly output: infer Output }>;
          }
            ? Output
            : never;
        }
      : NoCommand
    : NoCommand
  : never;

interface NoCommand {
  readonly input: never;
  readonly output: never;
}

type Without<T, Field extends PropertyKey> = [Field] extends [never] ? T : Omit<T, Field>;
