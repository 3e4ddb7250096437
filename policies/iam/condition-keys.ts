import { type Access } from './access';
import { type Principal } from './principal';
import { type Elsewhere } from './request-context';
import { actsFor } from './via';

/** Who asks which service for what: by this AWS decides which keys a request has. */
export interface Caller {
  readonly access: Access;
  readonly principal: Principal;
  /** `service:Action` */
  readonly action: string;
  readonly resource: string;
  /** The service that makes the call, for the principal or with its role. */
  readonly via?: string;
}

type State = Elsewhere | { readonly value: string | readonly string[] };

/** One key, or all that begin alike. */
interface Row {
  /** Lower case; `*` at its end stands for any name. */
  readonly keys: readonly string[];
  /** What its page says of when a request has it. */
  readonly says: string;
  /** What the request holds where the call itself doesn't tell. */
  readonly holds: (caller: Caller) => State;
}

const always = (value: (caller: Caller) => State): Row['holds'] => value;
const unknown = (): State => 'unknown';
const someValue = (): State => 'some value';
const isSigned = ({ kind }: Principal): boolean => kind !== 'service' && kind !== 'federated';

/** The account that an ARN names; the stack's own for one that names none. */
const accountOf = ({ access, resource }: Caller): string => {
  const account = resource.startsWith('arn:') ? resource.split(':')[4] : undefined;
  return account !== undefined && /^\d{12}$/.test(account) ? account : access.accountId;
};

const ownCall: Row['holds'] = ({ via }) => (via === undefined ? 'absent' : 'unknown');

/** Told by whoever makes the call: what it doesn't give, the request doesn't have. */
const byCaller = (...services: readonly string[]): Row['holds'] => {
  return ({ via, principal }) =>
    principal.kind !== 'service' && (via === undefined || services.includes(via)) ? 'absent' : 'unknown';
};

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html: each key's Availability, as the page
 * of 2026 has it (the one with aws:SignInSessionArn and aws:ViaAWSMCPService). Of keys without a row nothing is known.
 */
const GLOBAL: readonly Row[] = [
  { keys: ['aws:currenttime'], says: 'always included in the request context', holds: someValue },
  { keys: ['aws:epochtime'], says: 'always included in the request context', holds: someValue },
  { keys: ['aws:useragent'], says: 'always included in the request context', holds: someValue },
  {
    keys: ['aws:securetransport'],
    says: 'always included in the request context',
    // The SDK and the services speak TLS; a call that is made without it says so.
    holds: always(() => ({ value: 'true' })),
  },
  {
    keys: ['aws:requestedregion'],
    says: 'always included in the request context … IAM calls are always made to the us-east-1 Region',
    holds: ({ access, action }) => ({ value: /^iam:/i.test(action) ? 'us-east-1' : access.region }),
  },
  {
    keys: ['aws:principaltype'],
    says: 'included in the request context for all requests, including anonymous requests',
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
    holds: ({ principal }) => {
      if (principal.kind === 'role') return { value: 'AssumedRole' };
      if (principal.kind === 'identity') return { value: 'User' };
      return principal.kind === 'root' ? { value: 'Account' } : 'unknown';
    },
  },
  {
    keys: ['aws:principalarn'],
    says: 'included in the request context for all signed requests … returns the ARN of the role, not the ARN of the user that assumed the role',
    holds: ({ principal }) => {
      if (principal.kind === 'role' || principal.kind === 'identity') return { value: principal.arn };
      return principal.kind === 'root' ? { value: `arn:aws:iam::${principal.accountId}:root` } : 'unknown';
    },
  },
  {
    keys: ['aws:principalaccount'],
    says: 'included in the request context for all requests, including anonymous requests',
    holds: ({ access, principal }) => (isSigned(principal) ? { value: access.accountId } : 'unknown'),
  },
  {
    keys: ['aws:principalorgid', 'aws:principalorgpaths'],
    says: 'included in the request context only if the principal is a member of an organization',
    holds: unknown,
  },
  {
    keys: ['aws:principaltag/*'],
    says: 'included … for a principal using an IAM role with attached tags or session tags',
    holds: unknown,
  },
  {
    keys: ['aws:principalisawsservice'],
    says: 'present in the request context for all signed API requests that use AWS credentials; true when the call is made by an AWS service principal',
    holds: ({ principal }) =>
      principal.kind === 'federated' ? 'unknown' : { value: String(principal.kind === 'service') },
  },
  {
    keys: ['aws:principalservicename'],
    says: 'present in the request when the call is made by an AWS service principal … not present in any other situation',
    holds: ({ principal, via }) => {
      if (principal.kind !== 'service') return isSigned(principal) ? 'absent' : 'unknown';
      return via === undefined || via === principal.service ? { value: principal.service } : 'unknown';
    },
  },
  {
    keys: ['aws:principalservicenameslist'],
    says: 'present in the request when the call is made by an AWS service principal … not present in any other situation',
    holds: ({ principal }) => (isSigned(principal) ? 'absent' : 'unknown'),
  },
  {
    keys: ['aws:userid'],
    says: 'included in the request context for all requests, including anonymous requests',
    holds: ({ principal }) => (isSigned(principal) ? 'some value' : 'unknown'),
  },
  {
    keys: ['aws:username'],
    says: 'always included in the request context for IAM users. … the AWS account root user or IAM roles do not include this key',
    holds: ({ principal }) => {
      if (principal.kind === 'identity') return { value: principal.arn.slice(principal.arn.lastIndexOf('/') + 1) };
      return isSigned(principal) ? 'absent' : 'unknown';
    },
  },
  {
    keys: ['aws:tokenissuetime'],
    says: 'included in the request context only when the principal uses temporary credentials to make the request',
    holds: ({ principal }) => (principal.kind === 'role' ? 'some value' : 'unknown'),
  },
  {
    keys: ['aws:federatedprovider'],
    says: 'present in the role-session of a role that was assumed using OpenID Connect (OIDC) provider, and in the role-trust policy when an OIDC provider is used to call AssumeRoleWithWebIdentity',
    holds: ({ principal }) => (principal.kind === 'federated' ? { value: principal.provider } : 'unknown'),
  },
  {
    keys: ['aws:multifactorauthpresent', 'aws:multifactorauthage'],
    says: 'included in the request context only when the principal uses temporary credentials; … was authenticated using MFA',
    holds: unknown,
  },
  {
    keys: ['aws:sourceip'],
    says: 'included in the request context, except when the requester uses a VPC endpoint to make the request',
    holds: unknown,
  },
  {
    keys: ['aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip'],
    says: 'included in the request context only if the requester uses a VPC endpoint to make the request',
    holds: unknown,
  },
  {
    keys: ['aws:sourcevpcarn', 'aws:vpceaccount', 'aws:vpceorgid', 'aws:vpceorgpaths'],
    says: 'included in the request context for supported services when a request is made through a VPC endpoint (of the last two: and its owner is a member of an organization)',
    holds: unknown,
  },
  {
    keys: ['aws:resourceaccount'],
    says: 'always included in the request context for most service actions',
    holds: (caller) => ({ value: accountOf(caller) }),
  },
  {
    keys: ['aws:resourceorgid', 'aws:resourceorgpaths'],
    says: 'included … only if the account that owns the resource is a member of an organization',
    holds: unknown,
  },
  {
    keys: ['aws:resourcetag/*'],
    says: 'included in the request context when the requested resource already has attached tags or in requests that create a resource with an attached tag … only for resources that support authorization based on tags',
    holds: unknown,
  },
  {
    keys: ['aws:requesttag/*'],
    says: 'included in the request context when tag key-value pairs are passed in the request',
    holds: unknown,
  },
  {
    keys: ['aws:tagkeys'],
    says: 'included in the request context if the operation supports passing tags in the request',
    holds: unknown,
  },
  {
    keys: ['aws:referer'],
    says: "not included for programmatic requests because it doesn't use a browser link to access the AWS resource",
    holds: ({ principal }) => (principal.kind === 'root' ? 'unknown' : 'absent'),
  },
  {
    keys: ['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths'],
    says: 'included in the request context only when the call to your resource is being made directly by an AWS service principal',
    holds: ({ principal }) => (isSigned(principal) ? 'absent' : 'unknown'),
  },
  {
    keys: ['aws:sourceowner'],
    says: 'not on the page',
    holds: unknown,
  },
  {
    keys: ['aws:viaawsservice'],
    says: 'true when a service uses the credentials of an IAM principal … false when the principal makes the call directly. … always included in the request context. An earlier page: false if the service uses a service role; Amazon EC2, AWS Glue, AWS Lake Formation and AWS OpsWorks do not support it',
    holds: ({ principal, via, action }) => {
      if (!isSigned(principal) || /^(ec2|glue|lakeformation|opsworks):/i.test(action)) return 'unknown';
      const acts = actsFor(via);
      return acts === 'unknown' ? 'unknown' : { value: String(acts === 'with the credentials') };
    },
  },
  {
    keys: ['aws:calledvia', 'aws:calledviafirst', 'aws:calledvialast'],
    says: 'present in the request when a service that supports aws:CalledVia uses the credentials of an IAM principal … not present if the service uses a service role … also not present when the principal makes the call directly. An earlier page: Athena, CloudFormation, DynamoDB, KMS',
    holds: ({ principal, via }) => {
      const acts = actsFor(via);
      if (!isSigned(principal) || acts === 'unknown') return 'unknown';
      if (acts !== 'with the credentials') return 'absent';
      return via === 'athena.amazonaws.com' ? { value: [via] } : 'unknown';
    },
  },
];

/** Of single services: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const OF_SERVICES: readonly Row[] = [
  {
    keys: ['s3:prefix', 's3:delimiter', 's3:max-keys'],
    says: 'Filters access by key name prefix / delimiter parameter / maximum number of keys returned in a ListBucket request',
    holds: byCaller('athena.amazonaws.com'),
  },
  {
    keys: ['kms:calleraccount'],
    says: 'Filters access to specified AWS KMS operations based on the AWS account ID of the caller',
    holds: ({ access, principal }) => (isSigned(principal) ? { value: access.accountId } : 'unknown'),
  },
  {
    keys: ['kms:viaservice'],
    says: 'Filters access when the request made on the principal’s behalf comes from a specified AWS service',
    holds: ownCall,
  },
  {
    keys: ['kms:encryptioncontext:*', 'kms:encryptioncontextkeys'],
    says: 'Filters access to a symmetric KMS key based on the encryption context in a cryptographic operation',
    holds: ownCall,
  },
  {
    keys: ['iam:passedtoservice'],
    says: 'Filters access by the AWS service to which this role is passed',
    holds: byCaller(),
  },
  {
    keys: ['iam:permissionsboundary'],
    says: 'Filters access if the specified policy is set as the permissions boundary on the IAM entity (user or role)',
    holds: byCaller(),
  },
  {
    keys: ['lambda:principal'],
    says: 'Filters access by restricting the AWS service or account that can invoke a function',
    holds: byCaller(),
  },
];

export const CONDITION_KEYS: readonly Row[] = [...GLOBAL, ...OF_SERVICES];

const exact = new Map(CONDITION_KEYS.flatMap((row) => row.keys.map((key): [string, Row] => [key, row])));
const open = CONDITION_KEYS.flatMap((row) =>
  row.keys.filter((key) => key.endsWith('*')).map((key) => ({ row, start: key.slice(0, -1) })),
);

/** The row of a key, in lower case. */
export const rowOf = (key: string): Row | undefined =>
  exact.get(key) ?? open.find(({ start }) => key.startsWith(start))?.row;

/** What the request holds of a key (lower case) that the call doesn't tell: unknown, where no row says. */
export function held(key: string, caller: Caller): State {
  return rowOf(key)?.holds(caller) ?? 'unknown';
}

/** Keys that every request has, so that one without them can't be. */
export const isAlwaysThere = (key: string): boolean =>
  /^(always included in|included in the request context for all requests)/.test(rowOf(key)?.says ?? '');
