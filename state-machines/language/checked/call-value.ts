import type { Assumed, Call, IntrinsicName, Parameters } from '../written/intrinsic';
import type { Fault } from './fault';
import type { Read } from './path';

/** What a call gives, or the faults that it meets: in its arguments' paths, else in their types. */
export type CallValue<Payload, Context, Name extends IntrinsicName, Args extends readonly unknown[]> =
  Values<Payload, Context, Args> extends infer Given extends readonly unknown[]
    ? [FaultsIn<Given>] extends [never]
      ? Given extends Parameters[Name]
        ? Name extends 'States.Format'
          ? FormatValue<Args>
          : Result<Name, Given>
        : Fault<`${Name} can't take ${Misfit<Given, Parameters[Name]>}`>
      : FaultsIn<Given>
    : never;

type Values<Payload, Context, Args extends readonly unknown[]> = {
  readonly [Index in keyof Args]: Value<Payload, Context, Args[Index]>;
};

type Value<Payload, Context, Arg> = Arg extends string
  ? Read<Payload, Context, Arg>
  : Arg extends Call<infer Name, infer Args>
    ? CallValue<Payload, Context, Name, Args>
    : Arg extends Assumed<infer T>
      ? T
      : Arg;

/** By argument, since a union with `unknown` would swallow them. */
type FaultsIn<Given extends readonly unknown[]> = {
  [Index in keyof Given]: Extract<Given[Index], Fault<string>>;
}[number];

/** The first argument of another type than the function takes. */
type Misfit<Given, Wanted, Before extends readonly unknown[] = readonly []> = Given extends readonly [
  infer First,
  ...infer Rest,
]
  ? Wanted extends readonly [(infer Want)?, ...infer Others]
    ? [First] extends [Want]
      ? Misfit<Rest, Others, readonly [...Before, First]>
      : `its argument ${Ordinals[Before['length'] & keyof Ordinals] & string}`
    : 'so many arguments'
  : 'these arguments';
type Ordinals = readonly ['1', '2', '3', '4'];

type FormatValue<Args> = Args extends readonly [infer Template extends string, ...infer Values]
  ? string extends Template
    ? string
    : Template extends `$${string}`
      ? string
      : Placeholders<Template>['length'] extends Values['length']
        ? string
        : Fault<`States.Format: '${Template}' has ${Placeholders<Template>['length']} {} for ${Values['length']} values`>
  : string;

type Placeholders<
  Template extends string,
  Found extends readonly unknown[] = readonly [],
> = Template extends `${string}{}${infer Rest}` ? Placeholders<Rest, readonly [...Found, unknown]> : Found;

type Result<Name extends IntrinsicName, Given extends readonly unknown[]> = Name extends keyof FixedResults
  ? FixedResults[Name]
  : Name extends 'States.Array'
    ? { -readonly [Index in keyof Given]: Given[Index] }
    : Name extends 'States.JsonMerge'
      ? Omit<Given[0], keyof Given[1]> & Given[1]
      : Given[0] extends readonly (infer Item)[]
        ? ListResult<Name, Item>
        : never;

type ListResult<Name, Item> = Name extends 'States.ArrayGetItem'
  ? Item
  : Name extends 'States.ArrayPartition'
    ? Item[][]
    : Item[];

interface FixedResults {
  'States.Format': string;
  /** Whatever the text holds: vouch for it with `assume`. */
  'States.StringToJson': unknown;
  'States.JsonToString': string;
  'States.ArrayContains': boolean;
  'States.ArrayRange': number[];
  'States.ArrayLength': number;
  'States.Base64Encode': string;
  'States.Base64Decode': string;
  'States.Hash': string;
  'States.MathRandom': number;
  'States.MathAdd': number;
  'States.StringSplit': string[];
  'States.UUID': string;
}
