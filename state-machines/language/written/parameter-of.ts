import type { InputOf, Runnable } from './runnable';

/**
 * The type that a task takes where the names lead in its parameters: `ParameterOf<typeof putItem, ['Item', 'id', 'S']>`. For `assume`:
 * what is vouched for is then what the task takes. Of a list's items the name is `number`.
 */
export type ParameterOf<Task extends Runnable, Names extends readonly PropertyKey[]> = Within<InputOf<Task>, Names>;

type Within<T, Names extends readonly PropertyKey[]> = Names extends readonly [
  infer Name extends PropertyKey,
  ...infer Rest extends readonly PropertyKey[],
]
  ? Within<Step<Exclude<T, undefined | null>, Name>, Rest>
  : Exclude<T, undefined>;

type Step<T, Name extends PropertyKey> = T extends unknown ? (Name extends keyof T ? T[Name] : never) : never;
