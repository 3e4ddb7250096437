import { type RunOptions, type StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';

interface Resolvers<T> {
  promise: Promise<T>;
  resolve: (value: T | PromiseLike<T>) => void;
  reject: (reason?: unknown) => void;
}

/** Node 20 has no `Promise.withResolvers`, and the interpreter would take its absence for a Task's error. */
function standInForWithResolvers(): void {
  const constructor = Promise as unknown as { withResolvers?: <T>() => Resolvers<T> };
  constructor.withResolvers ??= <T>(): Resolvers<T> => {
    let [resolve, reject]: [Resolvers<T>['resolve'], Resolvers<T>['reject']] = [() => undefined, () => undefined];
    const promise = new Promise<T>((yes, no) => {
      [resolve, reject] = [yes, no];
    });
    return { promise, resolve, reject };
  };
}

export type EventLog = ReturnType<StateMachine['run']>['eventLogs'] extends AsyncGenerator<infer Event> ? Event : never;
export type { RunOptions };

/** Loaded at the first execution: it brings a Lambda client that is never used, and 100 ms. */
export async function interpreterFor(definition: object): Promise<StateMachine> {
  standInForWithResolvers();
  const { StateMachine: Machine } = await import('aws-local-stepfunctions');
  // Validated when the machine was created.
  return new Machine(definition as StateMachineDefinition, { validationOptions: { noValidate: true } });
}
