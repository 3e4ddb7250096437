import type { CheckedRead } from './check-value';
import type { Fault } from './fault';
import type { AnyGraph } from './graph';
import type { ContextAt, GivenAt, InputAt } from './payload';
import type { InputOf, IsAction } from '../written/runnable';
import type { CheckedTemplate, Evaluate } from './template';

/**
 * A Task without `parameters` hands its handler the whole payload, and a service's action nothing but what its
 * resource's ARN gives: a fault at `run` when that does not fit.
 */
export type CheckedRun<G extends AnyGraph, Name, State> = State extends { parameters: infer Template }
  ? State extends { run: { waitsForToken: true } }
    ? TellsToken<Template> extends true
      ? unknown
      : Fault<`State '${Name & string}': its parameters must tell '$$.Task.Token', or nobody can end it`>
    : unknown
  : State extends { run: infer Task }
    ? Task extends { waitsForToken: true }
      ? Fault<`State '${Name & string}': its parameters must tell '$$.Task.Token', or nobody can end it`>
      : IsAction<Task> extends true
        ? Fits<InputOf<Task>, Record<never, never>, Name, 'parameters'>
        : Fits<InputOf<Task>, InputAt<G, Name, State>, Name, 'payload'>
    : unknown;

type TellsToken<Template> = Template extends string
  ? Template extends '$$.Task.Token' | '$$.Task' | '$$'
    ? true
    : false
  : Template extends object
    ? true extends { [Field in keyof Template]: TellsToken<Template[Field]> }[keyof Template]
      ? true
      : false
    : false;

/** A Task's `parameters`: faults at its paths and unknown fields; then, as a whole, when the handler takes another type. */
export type CheckedTaskTemplate<G extends AnyGraph, Name, State> = State extends {
  run: infer Task;
  parameters: infer Template;
}
  ? CheckedTemplate<InputAt<G, Name, State>, ContextAt<G, Name, State>, InputOf<Task>, Template> &
      Fits<InputOf<Task>, GivenAt<G, Name, State>, Name, 'parameters'>
  : unknown;

/** `parameters` of a Pass or a Parallel: faults at its paths. */
export type CheckedFreeTemplate<G extends AnyGraph, Name, State> = State extends { parameters: infer Template }
  ? CheckedTemplate<InputAt<G, Name, State>, ContextAt<G, Name, State>, unknown, Template>
  : unknown;

/** A template that a service reads, of fields that it knows. */
export type CheckedServiceTemplate<Payload, Context, Wanted, Template, Field extends string> = CheckedTemplate<
  Payload,
  Context,
  Wanted,
  Template
> &
  CheckedRead<Evaluate<Payload, Context, Template>, Field, Wanted, 'what AWS takes there'>;

/** A fault when what is given is not what the handler takes. */
export type Fits<In, Given, Name, Source extends string> = [Given] extends [In]
  ? unknown
  : Missing<In, Given> extends infer Field extends string
    ? [Field] extends [never]
      ? Mistyped<In, Given> extends infer Other extends string
        ? [Other] extends [never]
          ? Unfit<In, Given, Name, Source>
          : Fault<`State '${Name & string}': its handler takes another type of field '${Other}' than that in the ${Source}`>
        : never
      : Fault<`State '${Name & string}': its handler needs field '${Field}', which the ${Source} may lack`>
    : never;

/** None of the fields is one that a handler takes which needs none: `CheckedTemplate` tells of each. */
type Unfit<In, Given, Name, Source extends string> = [Source, Exclude<keyof Given, keyof In>] extends
  | ['payload' | 'arguments', unknown]
  | ['parameters', never]
  ? Fault<`State '${Name & string}': its handler takes another type than that of the ${Source}`>
  : unknown;

type RequiredKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T] & string;

/** The fields that the handler needs and that some payload lacks. */
type Missing<In, Given> = Given extends unknown
  ? Exclude<RequiredKeys<In>, keyof Given> | Exclude<RequiredKeys<In>, RequiredKeys<Given>>
  : never;

type Mistyped<In, Given> = Given extends unknown
  ? { [K in keyof In & keyof Given]: [Given[K]] extends [In[K]] ? never : K }[keyof In & keyof Given] & string
  : never;
