import type { Assumed } from '../written/intrinsic';
import type { Fault } from './fault';
import type { Reads } from './path';

/** `unknown` when what a path reads, or a text says, is a `Wanted`; `Words` say what that is. */
export type CheckedValue<Payload, Context, Path, Wanted, Words extends string> =
  Reads<Payload, Context, Path> extends infer Value ? CheckedRead<Value, Shown<Path>, Wanted, Words> : never;

/** The same, of what was read already. */
export type CheckedRead<Value, Path extends string, Wanted, Words extends string> = [Value] extends [Wanted]
  ? [Extract<Value, Fault<string>>] extends [never]
    ? unknown
    : Extract<Value, Fault<string>>
  : [Extract<Value, Fault<string>>] extends [never]
    ? Fault<`'${Path}' is not ${Words}`>
    : Extract<Value, Fault<string>>;

export type Shown<Path> = Path extends string ? Path : Path extends Assumed ? 'what is assumed' : never;

/** A path that has to be there, to whatever. */
export type CheckedPath<Payload, Context, Path> = Path extends null
  ? unknown
  : CheckedValue<Payload, Context, Path, unknown, 'there'>;
