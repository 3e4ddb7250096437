/** Marks, at run time, a call of an intrinsic function. */
export const intrinsic: unique symbol = Symbol('intrinsic');

/** A call of an intrinsic function: a value of a payload template, or an argument of another call. */
export interface Call<
  Name extends IntrinsicName = IntrinsicName,
  Args extends readonly unknown[] = readonly unknown[],
> {
  readonly [intrinsic]: Name;
  readonly args: Args;
}

/** Marks, at run time, a value whose type the author vouches for. */
export const assumed: unique symbol = Symbol('assumed');
declare const type: unique symbol;

/** A path or an intrinsic function, of a type that the compiler takes the author's word for. */
export interface Assumed<T = unknown> {
  readonly [assumed]: string | Call;
  readonly [type]?: T;
}

export type Scalar = string | number | boolean | null;
type List = readonly unknown[];

/**
 * What each function takes. https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 * https://states-language.net/spec.html#appendix-b
 */
export interface Parameters {
  /** As many values as the text has `{}`. */
  'States.Format': readonly [template: string, ...values: Scalar[]];
  'States.StringToJson': readonly [text: string];
  'States.JsonToString': readonly [value: unknown];
  'States.Array': readonly unknown[];
  'States.ArrayPartition': readonly [list: List, size: number];
  'States.ArrayContains': readonly [list: List, value: unknown];
  'States.ArrayRange': readonly [first: number, last: number, step: number];
  'States.ArrayGetItem': readonly [list: List, index: number];
  'States.ArrayLength': readonly [list: List];
  'States.ArrayUnique': readonly [list: List];
  'States.Base64Encode': readonly [text: string];
  'States.Base64Decode': readonly [text: string];
  'States.Hash': readonly [data: unknown, algorithm: 'MD5' | 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'];
  /** AWS takes shallow merges only: the last argument must be false. */
  'States.JsonMerge': readonly [first: object, second: object, deep: false];
  'States.MathRandom': readonly [from: number, to: number, seed?: number];
  'States.MathAdd': readonly [number, number];
  'States.StringSplit': readonly [text: string, separators: string];
  'States.UUID': readonly [];
}

export type IntrinsicName = keyof Parameters;

/** A value of that type as an argument: written out where the language can, else a path or a call. */
type Argument<T> = `$${string}` | Call | Assumed | (unknown extends T ? Scalar : Extract<T, Scalar>);
/** Mapped over a bare type parameter, so that a tuple stays one. */
type Arguments<Wanted extends readonly unknown[]> = { readonly [Index in keyof Wanted]: Argument<Wanted[Index]> };

const caller =
  <Name extends IntrinsicName>(name: Name) =>
  <const Args extends Arguments<Parameters[Name]>>(...args: Args): Call<Name, Args> => ({ [intrinsic]: name, args });

export const format = caller('States.Format');
export const stringToJson = caller('States.StringToJson');
export const jsonToString = caller('States.JsonToString');
export const array = caller('States.Array');
export const arrayPartition = caller('States.ArrayPartition');
export const arrayContains = caller('States.ArrayContains');
export const arrayRange = caller('States.ArrayRange');
export const arrayGetItem = caller('States.ArrayGetItem');
export const arrayLength = caller('States.ArrayLength');
export const arrayUnique = caller('States.ArrayUnique');
export const base64Encode = caller('States.Base64Encode');
export const base64Decode = caller('States.Base64Decode');
export const hash = caller('States.Hash');
export const jsonMerge = caller('States.JsonMerge');
export const mathRandom = caller('States.MathRandom');
export const mathAdd = caller('States.MathAdd');
export const stringSplit = caller('States.StringSplit');
export const uuid = caller('States.UUID');

export const isCall = (value: unknown): value is Call =>
  typeof value === 'object' && value !== null && intrinsic in value;

/**
 * Where the compiler can't follow: a deep scan (`$..day`), a filter, an item of a list, a field that is only there after
 * an IsPresent, parsed JSON. `assume<string[]>('$..day')` reads it as that type, unchecked, and says so where it stands.
 */
export const assume = <T>(value: string | Call): Assumed<T> => ({ [assumed]: value });

export const isAssumed = (value: unknown): value is Assumed =>
  typeof value === 'object' && value !== null && assumed in value;
