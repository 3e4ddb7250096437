import { AwsError } from '../shared/errors';

/** AWS JSON writes a time as seconds since 1970 and bytes in base64. */
export function toAwsJson(output: unknown): string {
  const value = output ?? {};
  // To be asked of each value takes several times as long as to be written.
  return JSON.stringify(isPlain(value) ? value : written(value));
}

/** What JSON writes as it is. */
function written(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(written);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, written(one)]));
}

/** @throws AwsError SerializationException, as AWS answers a body that is no JSON object */
export function fromAwsJson(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new AwsError('SerializationException', `The request's body is not JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AwsError('SerializationException', "The request's body must be a JSON object");
  }
  return value as Record<string, unknown>;
}

/** Whether JSON has all that is in it. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'bigint';
  if (value instanceof Date || value instanceof Uint8Array) return false;
  if (Array.isArray(value)) return value.every(isPlain);
  for (const name in value) if (!isPlain((value as Record<string, unknown>)[name])) return false;
  return true;
}
