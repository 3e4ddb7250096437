import { type Sent } from './send';

/** Headers that were recorded, as they are written: LocalStack, services/test_{sns,sqs,sfn,dynamodb}_task_service.py. */
const told = ['x-amzn-RequestId', 'x-amz-crc32', 'Content-Length', 'Date', 'Content-Type'];

/** What an optimized integration tells of a service's answer beside the result. */
export function answerMetadata({ output, headers }: Sent, isTable: boolean): object {
  const { requestId = '', httpStatusCode = 200 } =
    (output as { readonly $metadata?: { readonly requestId?: string; readonly httpStatusCode?: number } }).$metadata ??
    {};
  const names = [...(isTable ? ['Server', 'Connection'] : ['connection']), ...told];
  const kept = names.flatMap((name): [string, string][] => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(kept.map(([name, value]) => [name, [value]])),
      HttpHeaders: Object.fromEntries(kept),
      HttpStatusCode: httpStatusCode,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
