import { type Arguments } from './arguments';
import { type Attribute } from './attributes';
import { type Call, type Checked, type OfRole, type ProviderCalls } from './calls';
import { type Identity, type Replaces } from './identity';
import { type PhysicalName } from './names';
import { type Picture } from './picture';
import { type Bill, type Pricing } from './prices';

/** What is known of an AWS service, and of Terraform's types for it. Data: readers take from it what they need. */
export interface Service {
  /** As its file here, and its folder in local/aws/. */
  readonly name: string;
  /** In IAM's actions and ARNs. */
  readonly prefix: string;
  /** The name that requests are signed for, where it is another: `signingName`, or `endpointPrefix`, of its model. */
  readonly signedAs?: string;
  /** Who acts for it: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
  readonly principal?: string;
  /** The SDK's package, of a service that a function's code may call: the local run serves it, or sends its calls on. */
  readonly client?: string;
  /**
   * What the errors of its actions begin with where a state machine calls them by the SDK: "Exception prefix" in
   * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html#supported-services-awssdk-list
   */
  readonly taskErrors?: string;
  /** Where the action has another name than the command. Source: "Operation" in each service's authorization reference. */
  readonly renamed?: Readonly<Record<string, string>>;
  readonly pricing?: Pricing;
  /** By Terraform's name. */
  readonly types: Readonly<Record<string, ResourceType>>;
}

/** A type that the pipelines deploy must be known whole; of others, what is known. */
export type ResourceType = Deployed | Beside;

interface Deployed extends Known {
  readonly calls: ProviderCalls;
  readonly bill: Bill;
  readonly picture: Picture;
  readonly local: Local;
  /** An allow-list: a stack that sets another is refused. */
  readonly arguments: Arguments;
  readonly reads?: never;
}

interface Beside extends Known {
  /** Nobody has looked up what Terraform's provider calls for it. */
  readonly calls?: never;
  readonly bill?: Bill;
  readonly picture?: Picture;
  readonly local?: Local;
  /** Of a data source: what the provider asks AWS for at each plan. Where there are none, nobody has looked. */
  readonly reads?: readonly Call[];
  /** Where there are none, a stack that has such a block is refused. */
  readonly arguments?: Arguments;
}

interface Known {
  readonly name?: PhysicalName;
  readonly identity?: Identity;
  readonly replaces?: readonly Replaces[];
  /** Those that AWS computes, and that follow from the arguments, the account and the region. */
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly policy?: PolicyCarrier;
  /**
   * By argument: the member of the service's model that its value is held against, `service:Operation:Member` of
   * catalog/models/service-models.json. Ranges and enumerations stand there, and not here.
   */
  readonly limits?: Readonly<Record<string, string>>;
  /**
   * Arguments by which data, a message or a right goes to another object, named by its ARN: it must be one of the stack's
   * own. By path, through lists of blocks too.
   */
  readonly leadsTo?: readonly string[];
  /** It gives access in a way that policies/ doesn't read: a stack that has one is refused. */
  readonly unreadAccess?: true;
  readonly ofRole?: OfRole;
  /** What was found when `calls` was held against the provider's source. */
  readonly checked?: Checked;
  readonly encryption?: Encryption;
  /** What sends a message to it: not without TLS. */
  readonly receives?: string;
  /** Why no call of `npm run smoke` tells of it. */
  readonly unasked?: string;
}

/** Whether the local run stands it up, in local/aws/<service>/; or why that is not needed. */
export type Local = 'stood up' | { readonly passedOver: string };

/** A type whose argument `policy` is the policy on a resource. */
export interface PolicyCarrier {
  /** Whose: a resource of the stack that has for one of `matches` what the argument `by` says. Absent: its own. */
  readonly on?: { readonly type: string; readonly by: string; readonly matches: readonly string[] };
  /** It may be left out. */
  readonly optional?: true;
}

/** What a store must say of how it rests: one of these arguments, set, or set to this. */
export interface Encryption {
  readonly wants: string;
  readonly oneOf: readonly { readonly argument: string; readonly is?: true }[];
}
