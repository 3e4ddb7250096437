import type { Log } from '../shared/lambda-handler';

/** A log that nobody reads. */
export const quiet: Log = { info: () => undefined, warn: () => undefined };

export const EXECUTION = 'arn:aws:states:eu-west-1:000000000000:execution:analytics-dev-blog:monthly-dev';
