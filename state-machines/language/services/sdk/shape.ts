import type { MemberName } from './member-name';

/**
 * What a client's command takes, as a Task's parameters are written: JSON, with Step Functions' names. A time is a text
 * (ISO 8601), a blob whatever JSON: what is sent is its JSON text, which is recorded of S3's PutObject alone
 * (LocalStack, test_aws_sdk_task_service.py::test_s3_put_object).
 */
export type Taken<T> = Shape<T, unknown>;

/** What a command gives, as Step Functions hands it on: what is streamed is a text. */
export type Given<T> = Shape<T, string>;

type Shape<T, Blob> = 0 extends 1 & T ? unknown : [Extract<T, Bytes>] extends [never] ? Json<T, Blob> : Blob;

/** A `Uint8Array`, or what an SDK's stream can do. */
type Bytes = { readonly BYTES_PER_ELEMENT: number } | { readonly transformToString: unknown };

type Json<T, Blob> = T extends string | number | boolean | null
  ? T
  : T extends bigint
    ? number
    : T extends Date
      ? string
      : T extends readonly (infer Item)[]
        ? Shape<Item, Blob>[]
        : T extends Unknown
          ? never
          : T extends object
            ? {
                readonly [Name in keyof T as [T[Name]] extends [undefined] ? never : MemberName<Name>]: Shape<
                  Exclude<T[Name], undefined>,
                  Blob
                >;
              }
            : never;

/** The member of each of a client's unions that stands for those of a later model. */
interface Unknown {
  readonly $unknown: readonly [string, unknown];
}

/** `T` with the field at a path there for sure: `QueryExecution.Status`. */
export type WithPresent<T, Path extends string> = [Path] extends [never] ? T : T & Sure<T, Path>;

type Sure<T, Path extends string> = UnionToIntersection<
  Path extends `${infer Field}.${infer Rest}`
    ? Field extends keyof T
      ? { readonly [F in Field]: WithPresent<Exclude<T[Field], undefined>, Rest> }
      : never
    : Path extends keyof T
      ? { readonly [F in Path]: Exclude<T[Path], undefined> }
      : never
>;

type UnionToIntersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer All) => void
  ? All
  : never;
