import { type Protocol } from './protocol';

/** With words of its own, where a protocol's services have others than those that the error was made with. */
type Named = readonly [code: string, status: number, message?: string];

/** Which protocol calls it what. */
type ByProtocol = Readonly<Partial<Record<Protocol, Named>>>;

/**
 * What befalls a request of any service, and what each protocol's services call it; sources in truth/wire-errors.ts. No
 * service has an error of its own by one of these names, but S3, which calls it so.
 */
const general: Readonly<Record<string, ByProtocol>> = {
  AccessDenied: {
    json: ['AccessDeniedException', 400],
    cbor: ['AccessDeniedException', 400],
    'rest-json': ['AccessDeniedException', 403],
    query: ['AccessDenied', 403],
    ec2: ['UnauthorizedOperation', 403],
  },
  UnknownAccessKey: {
    json: ['UnrecognizedClientException', 400],
    cbor: ['UnrecognizedClientException', 400],
    'rest-json': ['UnrecognizedClientException', 403],
    'rest-xml': ['InvalidAccessKeyId', 403, 'The AWS Access Key Id you provided does not exist in our records.'],
    query: ['InvalidClientTokenId', 403],
    ec2: ['AuthFailure', 401],
  },
  WrongSessionToken: {
    json: ['UnrecognizedClientException', 400],
    cbor: ['UnrecognizedClientException', 400],
    'rest-json': ['UnrecognizedClientException', 403],
    'rest-xml': ['InvalidToken', 400],
    query: ['InvalidClientTokenId', 403],
    ec2: ['AuthFailure', 401],
  },
  IncompleteSignature: {
    json: ['IncompleteSignatureException', 403],
    cbor: ['IncompleteSignatureException', 403],
    'rest-json': ['IncompleteSignatureException', 403],
    'rest-xml': ['AuthorizationHeaderMalformed', 400],
  },
  UnsupportedAuthorization: {
    json: ['IncompleteSignatureException', 403],
    cbor: ['IncompleteSignatureException', 403],
    'rest-json': ['IncompleteSignatureException', 403],
    'rest-xml': ['InvalidArgument', 400, 'Unsupported Authorization Type'],
    query: ['IncompleteSignature', 403],
    ec2: ['IncompleteSignature', 403],
  },
  SignatureDoesNotMatch: {
    json: ['InvalidSignatureException', 400],
    cbor: ['InvalidSignatureException', 400],
    'rest-json': ['InvalidSignatureException', 403],
    ec2: ['AuthFailure', 401],
  },
  RequestTimeTooSkewed: {
    json: ['InvalidSignatureException', 400],
    cbor: ['InvalidSignatureException', 400],
    'rest-json': ['InvalidSignatureException', 403],
    query: ['SignatureDoesNotMatch', 403],
    ec2: ['AuthFailure', 401],
  },
  MissingToken: {
    json: ['MissingAuthenticationTokenException', 400],
    cbor: ['MissingAuthenticationTokenException', 400],
    'rest-json': ['MissingAuthenticationTokenException', 403],
    'rest-xml': ['AccessDenied', 403, 'Access Denied'],
    query: ['MissingAuthenticationToken', 403],
    ec2: ['MissingAuthenticationToken', 403],
  },
  /** What nobody serves: an operation, or a service. */
  UnknownOperation: {
    json: ['UnknownOperationException', 400],
    cbor: ['UnknownOperationException', 404],
    'rest-json': ['UnknownOperationException', 404],
    'rest-xml': ['NotImplemented', 501],
    query: ['InvalidAction', 400],
    ec2: ['InvalidAction', 400],
  },
  InternalFailure: { 'rest-json': ['ServiceException', 500], 'rest-xml': ['InternalError', 500] },
};

/** Services that call one of them otherwise than their protocol's others, by the name that requests are signed for. */
const own: Readonly<Record<string, Readonly<Record<string, ByProtocol>>>> = {
  sns: { AccessDenied: { query: ['AuthorizationError', 403] } },
  monitoring: { InternalFailure: { query: ['InternalServiceError', 500] } },
};

/** Services that were of the Query protocol: they name its code too. */
const QUERY_COMPATIBLE = ['monitoring', 'sqs'];

/** Where the Query protocol's code is another than the error's shape: `awsQueryError` in the services' models. */
const queryCodes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  monitoring: {
    InvalidFormatFault: 'InvalidFormat',
    InvalidParameterCombinationException: 'InvalidParameterCombination',
    InvalidParameterValueException: 'InvalidParameterValue',
    MissingRequiredParameterException: 'MissingParameter',
    ValidationException: 'ValidationError',
  },
  sqs: {
    KmsAccessDenied: 'KMS.AccessDeniedException',
    PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
    QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
    UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
  },
};

const lookUp = (service: string | undefined, protocol: Protocol, code: string): Named | undefined =>
  own[service ?? '']?.[code]?.[protocol] ?? general[code]?.[protocol];

/** An error's code and status in a protocol; `query` is what a client that once spoke Query reads instead. */
export interface WireCode {
  readonly code: string;
  readonly status: number;
  readonly query?: string;
  readonly message?: string;
}

export function wireCode(
  service: string | undefined,
  protocol: Protocol,
  { code, status }: { readonly code: string; readonly status: number },
): WireCode {
  const [name, at, message] = lookUp(service, protocol, code) ?? [code, status];
  const said = message === undefined ? {} : { message };
  if (service === undefined || !QUERY_COMPATIBLE.includes(service)) return { code: name, status: at, ...said };
  const [query, then] = lookUp(service, 'query', code) ?? [queryCodes[service]?.[code] ?? code, status];
  return protocol === 'query' ? { code: query, status: then } : { code: name, status: then, query };
}
