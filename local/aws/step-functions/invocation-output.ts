import { randomBytes, randomUUID } from 'node:crypto';

/**
 * What `lambda:invoke` gives a state: the function's result and what the SDK told of the answer. Recorded:
 * test_lambda_task_service.py.
 */
export function invocationOutput(result: unknown, payload: string, now: Date): object {
  const requestId = randomUUID();
  const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
  const time = Math.floor(now.getTime() / 1000).toString(16);
  const headers = {
    'X-Amz-Executed-Version': '$LATEST',
    'x-amzn-Remapped-Content-Length': '0',
    Connection: 'keep-alive',
    'x-amzn-RequestId': requestId,
    'Content-Length': String(Buffer.byteLength(payload)),
    Date: now.toUTCString(),
    'X-Amzn-Trace-Id': `root=1-${time}-${hex(12)};parent=${hex(8)};sampled=0`,
    'Content-Type': 'application/json',
  };
  return {
    ExecutedVersion: '$LATEST',
    Payload: result,
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      HttpHeaders: headers,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
    StatusCode: 200,
  };
}
