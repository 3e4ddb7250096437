import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';

/** What a test gives in place of the logger, to keep quiet or to look at what is logged. */
export type Log = Pick<Logger, 'info' | 'warn'>;

type Handler<Output> = (event: unknown, context?: Context) => Promise<Output>;

/**
 * A Lambda handler whose logs are JSON lines that carry the request id, and whose failure is logged once, with its
 * causes. The logger is a child made for each invocation: no key outlives it.
 */
export const lambdaHandler = <Output>(
  serviceName: string,
  run: (event: unknown, log: Log) => Promise<Output>,
): Handler<Output> => {
  const parent = new Logger({ serviceName });
  return async (event, context) => {
    const logger = parent.createChild();
    if (context) logger.addContext(context);
    try {
      return await run(event, logger);
    } catch (error) {
      logger.error('The invocation failed', error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  };
};
