/**
 * An error that a service answers with: AWS's own code and words, translated to the wire by `endpoint/`.
 * `status` is the HTTP status of the answer.
 */
export class AwsError extends Error {
  override readonly name: string = 'AwsError';
  /** What S3 and Athena tell beside code and message. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    { fields = {}, ...options }: ErrorOptions & { readonly fields?: Readonly<Record<string, string>> } = {},
  ) {
    super(message, options);
    this.fields = fields;
  }
}

/** What AWS answers, and nobody wrote here. */
export class NotServed extends AwsError {
  constructor(code: string, what: string, status: number, served: readonly string[] = []) {
    super(code, `${what} is not served here${served.length > 0 ? `; served are ${served.join(', ')}` : ''}`, status);
  }

  /** @param home where it would be written */
  at = (home: string): AwsError => new AwsError(this.code, `${this.message}. More is written in ${home}`, this.status);
}

/** The AWS error that was thrown, or what stands for one that we did not expect: a service's own failure. */
export function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AwsError('InternalFailure', message, 500, { cause: error });
}
