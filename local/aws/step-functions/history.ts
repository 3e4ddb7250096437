import { type Clock } from '../shared/clock';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
export interface HistoryEvent {
  readonly timestamp: Date;
  readonly type: string;
  readonly id: number;
  readonly previousEventId: number;
  readonly [details: string]: unknown;
}

const truncation = { truncated: false };

/** What happened in an execution, in order. */
export class History {
  readonly events: HistoryEvent[] = [];

  constructor(private readonly clock: Clock) {}

  executionStarted(input: string, roleArn: string): void {
    this.#add('ExecutionStarted', {
      executionStartedEventDetails: { input, inputDetails: truncation, roleArn },
    });
  }

  stateEntered(type: string, name: string, input: unknown): void {
    this.#add(`${type}StateEntered`, {
      stateEnteredEventDetails: { name, input: JSON.stringify(input), inputDetails: truncation },
    });
  }

  stateExited(type: string, name: string, output: unknown): void {
    this.#add(`${type}StateExited`, {
      stateExitedEventDetails: { name, output: JSON.stringify(output), outputDetails: truncation },
    });
  }

  lambdaScheduled(resource: string, input: unknown): void {
    this.#add('LambdaFunctionScheduled', {
      lambdaFunctionScheduledEventDetails: { resource, input: JSON.stringify(input), inputDetails: truncation },
    });
  }

  lambdaStarted(): void {
    this.#add('LambdaFunctionStarted', {});
  }

  lambdaSucceeded(output: unknown): void {
    this.#add('LambdaFunctionSucceeded', {
      lambdaFunctionSucceededEventDetails: { output: JSON.stringify(output), outputDetails: truncation },
    });
  }

  lambdaFailed(error: string, cause: string): void {
    this.#add('LambdaFunctionFailed', { lambdaFunctionFailedEventDetails: { error, cause } });
  }

  executionSucceeded(output: string): void {
    this.#add('ExecutionSucceeded', { executionSucceededEventDetails: { output, outputDetails: truncation } });
  }

  /** `kind`: `Failed`, `TimedOut` or `Aborted`. */
  executionEnded(kind: 'Failed' | 'TimedOut' | 'Aborted', error?: string, cause?: string): void {
    this.#add(`Execution${kind}`, {
      [`execution${kind}EventDetails`]: {
        ...(error === undefined ? {} : { error }),
        ...(cause === undefined ? {} : { cause }),
      },
    });
  }

  #add(type: string, details: Readonly<Record<string, unknown>>): void {
    const id = this.events.length + 1;
    this.events.push({ timestamp: this.clock.now(), type, id, previousEventId: id - 1, ...details });
  }
}
