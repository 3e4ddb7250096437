/** Carries a handler's types; nothing is there at run time. */
declare const handlerTypes: unique symbol;

/** A Lambda function that a Task may run: its name within the project, and what its handler takes and gives. */
export interface LambdaTask<Name extends string = string, In = unknown, Out = unknown> {
  readonly functionName: Name;
  readonly [handlerTypes]?: { readonly in: In; readonly out: Out };
}

/** As much of a zod schema as its types need: naming the shape keeps zod out of the machine's compile and start. */
interface Schema {
  readonly _zod: { readonly input: unknown; readonly output: unknown };
}

/**
 * Ties a function to its contracts: `lambdaTask<typeof xInput, typeof xOutput>()('x')`. Called twice, because
 * TypeScript infers either all type arguments of a call or none, and the name has to be inferred.
 */
export const lambdaTask =
  <In extends Schema, Out extends Schema>() =>
  <const Name extends string>(functionName: Name): LambdaTask<Name, In['_zod']['input'], Out['_zod']['output']> => ({
    functionName,
  });
