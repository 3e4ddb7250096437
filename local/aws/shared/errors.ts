/**
 * An error that a service answers with: AWS's own code and words, translated to the wire by `endpoint/`.
 * `status` is the HTTP status of the answer.
 */
export class AwsError extends Error {
  override readonly name: string = 'AwsError';

  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The AWS error that was thrown, or what stands for one that we did not expect: a service's own failure. */
export function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AwsError('InternalFailure', message, 500, { cause: error });
}
