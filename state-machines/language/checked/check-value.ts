import type { Assumed } from '../written/intrinsic';
import type { Fault } from './fault';
import type { AssignedOtherwise, Reads } from './path';

/** `unknown` when what a path reads, or a text says, is a `Wanted`; `Words` say what that is. */
export type CheckedValue<Payload, Context, Path, Wanted, Words extends string> =
  Reads<Payload, Context, Path> extends infer Value
    ? [Value] extends [Wanted]
      ? CheckedRead<Value, Shown<Path>, Wanted, Words>
      : [Extract<Value, Fault<string>> | AssignedOtherwise<Context, Path, Wanted>] extends [never]
        ? Fault<`'${Shown<Path>}' is not ${Words}`>
        : [Extract<Value, Fault<string>>] extends [never]
          ? Otherwise<Shown<Path>, Words, AssignedOtherwise<Context, Path, Wanted>>
          : Extract<Value, Fault<string>>
    : never;

/** Of a variable that fits by another way. */
export type Otherwise<
  Path extends string,
  Words extends string,
  By,
> = Fault<`'${Path}' is not ${Words} as '${By & string}' assigns it`>;

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
