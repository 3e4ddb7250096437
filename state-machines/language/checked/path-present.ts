/** The type at a path of which it was found that it is there: of those members of `T` that may have it. */
export type AtPresent<T, Path extends string> = Path extends `$.${infer Fields}` ? WalkPresent<T, Fields> : T;

type WalkPresent<T, Fields extends string> = Fields extends `${infer Field}.${infer Rest}`
  ? WalkPresent<StepPresent<T, Field>, Rest>
  : StepPresent<T, Fields>;

type StepPresent<T, Field extends string> = T extends unknown
  ? Field extends keyof T
    ? Exclude<T[Field], undefined>
    : never
  : never;
