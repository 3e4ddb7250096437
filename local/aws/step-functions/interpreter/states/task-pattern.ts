/** How a Task goes on once its service was called. */
export type Pattern = 'request response' | 'sync' | 'sync:2' | 'waitForTaskToken';

const waiting = /^(arn:aws[^:]*:states:::(?:aws-sdk:)?[a-z0-9-]+:[A-Za-z0-9]+)\.(sync(?::2)?|waitForTaskToken)$/;

/**
 * What a Task's resource calls, and what it waits for then.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 */
export function patternOf(resource: string): { readonly called: string; readonly pattern: Pattern } {
  const [, called, pattern] = waiting.exec(resource) ?? [];
  return called === undefined
    ? { called: resource, pattern: 'request response' }
    : { called, pattern: pattern as Pattern };
}
