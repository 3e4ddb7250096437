import { reasonOf } from '../../../../scripts/text/words';
import { refusal, StateFailure } from '../interpreter/failure';
import { type ClientPackage } from './client-of';

/** What a client throws when the service answered. */
export interface Answered extends Error {
  readonly $metadata: {
    readonly httpStatusCode?: number;
    readonly requestId?: string;
    readonly extendedRequestId?: string;
  };
}

/** Errors of this account's own: what it does not serve, and faults of ours. */
export const ours: readonly string[] = ['UnknownOperation', 'InternalFailure'];

/**
 * An error of a client as Step Functions names it: `S3.NoSuchBucketException`, and `Athena.AthenaException` for what the model has not.
 * Recorded: error_handling/test_aws_sdk.py; the count of attempts since 2025, test_aws_sdk_task_service.py.
 * @param service as the errors' names begin
 */
export function sdkFailure(error: unknown, service: string, client: ClientPackage): StateFailure {
  if (!isAnswered(error) || ours.includes(error.name)) {
    return refusal(reasonOf(error));
  }
  const { httpStatusCode, requestId = '', extendedRequestId } = error.$metadata;
  const told = [
    `Service: ${service}`,
    `Status Code: ${httpStatusCode ?? 0}`,
    `Request ID: ${requestId}`,
    ...(extendedRequestId === undefined ? [] : [`Extended Request ID: ${extendedRequestId}`]),
  ];
  const name = client.models(error) ? errorName(error.constructor.name) : `${service}Exception`;
  return new StateFailure(`${service}.${name}`, `${error.message} (${told.join(', ')}) (SDK Attempt Count: 1)`);
}

/** The SDK for Java's name of the class: `KMSAccessDenied` is KmsAccessDeniedException. */
export function errorName(shape: string): string {
  const base = shape.replace(/(Fault|Exception)$/, '');
  return `${base.replaceAll(/[A-Z]+(?![a-z])/g, (run) => run.charAt(0) + run.slice(1).toLowerCase())}Exception`;
}

export const isAnswered = (error: unknown): error is Answered =>
  error instanceof Error && (error as Partial<Answered>).$metadata?.httpStatusCode !== undefined;
