import { protocolOf } from '../../aws/endpoint/protocol-of';
import { type Answer, errorAnswer } from '../../aws/endpoint/wire-error';
import { AwsError } from '../../aws/shared/errors';

type Refusal = 'throttled' | '500' | '503' | 'denied' | 'expired';

/** Code and status, as a service has them. */
const json: Readonly<Record<Refusal, readonly [string, number]>> = {
  throttled: ['ThrottlingException', 400],
  '500': ['InternalServerException', 500],
  '503': ['ServiceUnavailableException', 503],
  denied: ['AccessDeniedException', 400],
  expired: ['ExpiredTokenException', 400],
};
/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const s3: typeof json = {
  throttled: ['SlowDown', 503],
  '500': ['InternalError', 500],
  '503': ['ServiceUnavailable', 503],
  denied: ['AccessDenied', 403],
  expired: ['ExpiredToken', 400],
};
/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors, and the errors common to all. */
const sns: typeof json = {
  throttled: ['Throttling', 400],
  '500': ['InternalError', 500],
  '503': ['ServiceUnavailable', 503],
  denied: ['AuthorizationError', 403],
  expired: ['ExpiredToken', 403],
};

export function refusal(service: string, kind: Refusal): Answer {
  const [code, status] = (service === 's3' ? s3 : service === 'sns' ? sns : json)[kind];
  const protocol = service === 's3' ? 'rest-xml' : service === 'sns' ? 'query' : protocolOf(service, {}, 'json');
  return errorAnswer(protocol, new AwsError(code, 'As the scenario wants.', status), 'chaos', service);
}

/** Good by its status, and not what it should be. */
export function emptyAnswer({ status, headers }: Answer, kind: 'empty' | 'wrong shape', service: string): Answer {
  const { 'content-length': _, ...others } = headers;
  const surprise = service === 's3' || service === 'sns' ? '<Surprise><Is>1</Is></Surprise>' : '{"Surprise":{"Is":1}}';
  return { status, headers: others, body: kind === 'empty' ? '' : surprise };
}

/** A query's state is said to be another. */
export function rewritten({ status, headers, body }: Answer, state: 'RUNNING' | 'FAILED'): Answer {
  const said = JSON.parse(String(body)) as { QueryExecution: { Status: object } };
  const Status = { ...said.QueryExecution.Status, State: state, StateChangeReason: 'As the scenario wants.' };
  const { 'content-length': _, ...others } = headers;
  return { status, headers: others, body: JSON.stringify({ QueryExecution: { ...said.QueryExecution, Status } }) };
}
