import type { MemberName } from './member-name';

/**
 * What a client's command takes, as a Task's parameters are written: JSON, with Step Functions' names. A time is a text
 * (ISO 8601), a blob whatever JSON: what is sent is its JSON text, which is recorded of S3's PutObject alone
 * (LocalStack, test_aws_sdk_task_service.py::test_s3_put_object).
 */
export type Taken<T> = Shape<T, unknown, 'as the SDK for Java'>;

/** What a command gives, as Step Functions hands it on: what is streamed is a text. */
export type Given<T> = Shape<T, string, 'as the SDK for Java'>;

/** The same of an optimized integration, which has the API's own names: `BOOL`, `MD5OfMessageBody`. */
export type TakenByName<T> = Shape<T, unknown, 'as the API'>;
export type GivenByName<T> = Shape<T, string, 'as the API'>;

type Names = 'as the SDK for Java' | 'as the API';

type Shape<T, Blob, Called extends Names> = 0 extends 1 & T
  ? unknown
  : [Extract<T, Bytes>] extends [never]
    ? Json<T, Blob, Called>
    : Blob;

/** A `Uint8Array`, or what an SDK's stream can do. */
type Bytes = { readonly BYTES_PER_ELEMENT: number } | { readonly transformToString: unknown };

type Json<T, Blob, Called extends Names> = T extends string | number | boolean | null
  ? T
  : T extends bigint
    ? number
    : T extends Date
      ? string
      : T extends readonly (infer Item)[]
        ? Shape<Item, Blob, Called>[]
        : T extends Unknown
          ? never
          : T extends object
            ? {
                readonly [Name in keyof T as [T[Name]] extends [undefined] ? never : NameOf<Name, Called>]: Shape<
                  Exclude<T[Name], undefined>,
                  Blob,
                  Called
                >;
              }
            : never;

type NameOf<Name, Called extends Names> = Called extends 'as the API'
  ? Name extends `$${string}`
    ? never
    : Name
  : MemberName<Name>;

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
