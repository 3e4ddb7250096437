import { type Invocation } from '../../aws/lambda/function';
import { type LambdaService } from '../../aws/lambda/lambda';
import { AwsError } from '../../aws/shared/errors';
import { type FaultKind } from '../scenarios/fault';
import { type Stop } from './between';

export interface InvocationHost {
  /** Of the function that is named so; nothing for others. */
  nameOf(given: string): string | undefined;
  fault(functionName: string): FaultKind | undefined;
  stop(how: Stop): Promise<void>;
  /** Returns when a function's turn has come. */
  turn(functionName: string): Promise<void>;
  /** Hears of each that begins: one whose execution was stopped goes on, as on AWS. */
  began(functionName: string, running: Promise<unknown>): void;
}

/** Has invocations fail as a scenario wants. */
export function failing(lambda: LambdaService, host: InvocationHost): void {
  const invoke = lambda.invoke.bind(lambda);
  const invokeFaulty: typeof invoke = async (given, payload, requestId) => {
    const name = host.nameOf(given);
    if (name !== undefined) await host.turn(name);
    const kind = name === undefined ? undefined : host.fault(name);
    const real = () => invoke(given, payload, requestId);
    switch (kind) {
      case 'throttled':
        throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
      case '500':
        throw new AwsError('ServiceException', 'An internal error occurred.', 500);
      case 'timed out':
        await real();
        return lost('Sandbox.Timedout', 'Error: Task timed out after 60.00 seconds');
      case 'killed before':
      case 'killed after':
        if (kind === 'killed after') await real();
        return lost('Runtime.ExitError', 'Error: Runtime exited with error: signal: killed');
      case 'stopped before':
        await host.stop({ first: 'notice' });
        return real();
      case 'stopped after': {
        const made = await real();
        await host.stop({ first: 'functions' });
        return made;
      }
      default:
        return real();
    }
  };
  lambda.invoke = (...asked) => {
    const running = invokeFaulty(...asked);
    host.began(host.nameOf(asked[0]) ?? asked[0], running);
    return running;
  };
}

/** Lambda's own words for a function whose result nobody has. */
function lost(errorType: string, errorMessage: string): Invocation {
  const error = { errorType, errorMessage: `RequestId: 0 ${errorMessage}` };
  return { requestId: '0', payload: JSON.stringify(error), error, duration: 1 };
}
