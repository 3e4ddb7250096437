declare const fault: unique symbol;

/**
 * A promise that a machine breaks, as a type: the compiler prints `Message` where the machine is wrong.
 * It is an object because literals of strings intersect to `never`, which would hide the message.
 */
export interface Fault<Message extends string> {
  readonly [fault]: Message;
}

/** The message of each fault in `T`, however deep. */
export type MessagesIn<T> =
  T extends Fault<infer Message> ? Message : T extends object ? { [K in keyof T]: MessagesIn<T[K]> }[keyof T] : never;

/**
 * The indices of a tuple. Faults in a list are keyed by these, in a plain object: a list of faults would be compared
 * with the literal method by method (`every`, `map` …), and the message drowned.
 */
export type IndexOf<Tuple> = keyof Tuple & `${number}`;
export type Item<Tuple, Index> = Index extends keyof Tuple ? Tuple[Index] : never;
