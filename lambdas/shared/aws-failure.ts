/**
 * An error of AWS, with what we were about. It keeps AWS's error code as its name, which is what Step Functions matches
 * in Retry and Catch, and the original as its cause.
 */
export function awsFailure(what: string, error: unknown): Error {
  const cause = error instanceof Error ? error : new Error(String(error));
  const failure = new Error(`${what}: ${cause.message}`, { cause });
  failure.name = cause.name;
  return failure;
}
