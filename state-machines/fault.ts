/**
 * A promise that a machine breaks, as a type: the compiler prints `Message` where the machine is wrong.
 * It is an object because literals of strings intersect to `never`, which would hide the message.
 */
export interface Fault<Message extends string> {
  readonly error: Message;
}

/** The message of each fault in `T`. */
export type MessageOf<T> = T extends Fault<infer Message> ? Message : never;
