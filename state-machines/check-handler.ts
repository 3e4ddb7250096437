import type { Fault } from './fault';
import type { AnyGraph } from './graph';
import type { InputOf } from './lambda-task';
import type { CheckedTemplate, Evaluate } from './path';
import type { PayloadAt } from './payload';

/** A Task without `parameters` hands its handler the whole payload: a fault at `run` when that does not fit. */
export type CheckedRun<G extends AnyGraph, Name, State> = State extends { parameters: unknown }
  ? unknown
  : State extends { run: infer Task }
    ? Fits<InputOf<Task>, PayloadAt<G, Name>, Name, 'payload'>
    : unknown;

/** A Task's `parameters`: faults at its paths and unknown fields; then, as a whole, when the handler takes another type. */
export type CheckedTaskTemplate<G extends AnyGraph, Name, State> = State extends {
  run: infer Task;
  parameters: infer Template;
}
  ? CheckedTemplate<PayloadAt<G, Name>, G['context'], InputOf<Task>, Template> &
      Fits<InputOf<Task>, Evaluate<PayloadAt<G, Name>, G['context'], Template>, Name, 'parameters'>
  : unknown;

/** A Pass's `parameters`: faults at its paths; then, as a whole, when it hands on something else on each round. */
export type CheckedPassTemplate<G extends AnyGraph, Name, State> = State extends { parameters: infer Template }
  ? CheckedTemplate<PayloadAt<G, Name>, G['context'], unknown, Template> &
      (State extends { resultPath: unknown }
        ? unknown
        : State extends { next: infer Next }
          ? [Evaluate<PayloadAt<G, Name>, G['context'], Template>] extends [PayloadAt<G, Next>]
            ? unknown
            : Fault<`State '${Name & string}': the payload's type would change on each round of its loop`>
          : unknown)
  : unknown;

type Fits<In, Given, Name, Source extends string> = [Given] extends [In]
  ? unknown
  : Missing<In, Given> extends infer Field extends string
    ? [Field] extends [never]
      ? Mistyped<In, Given> extends infer Other extends string
        ? [Other] extends [never]
          ? Fault<`State '${Name & string}': its handler takes another type than that of the ${Source}`>
          : Fault<`State '${Name & string}': its handler takes another type of field '${Other}' than that in the ${Source}`>
        : never
      : Fault<`State '${Name & string}': its handler needs field '${Field}', which the ${Source} may lack`>
    : never;

type RequiredKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T] & string;

/** The fields that the handler needs and that some payload lacks. */
type Missing<In, Given> = Given extends unknown
  ? Exclude<RequiredKeys<In>, keyof Given> | Exclude<RequiredKeys<In>, RequiredKeys<Given>>
  : never;

type Mistyped<In, Given> = Given extends unknown
  ? { [K in keyof In & keyof Given]: [Given[K]] extends [In[K]] ? never : K }[keyof In & keyof Given] & string
  : never;
