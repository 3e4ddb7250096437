import type { UnknownFields } from './check-fields';
import type { Fault } from './fault';
import type { AnyGraph, Lookup } from './graph';
import type { VariablesOf } from './path';
import type { ContextAt, WorkOf } from './payload';
import type { CheckedTemplate } from './template';

export type NameIn<Variables> = Variables extends unknown ? keyof Variables : never;

/** Faults in what a state assigns. */
export type CheckedAssign<G extends AnyGraph, Name, State> = State extends { assign: infer Template }
  ? Lookup<G['cyclic'], Name> extends true
    ? Fault<`State '${Name & string}' is in a loop: what it would assign on each round is not typed`>
    : {
        readonly [
          Field in keyof Template & NameIn<VariablesOf<G['context']>>
        ]: Fault<`'${Field & string}' is a variable of the machine around this one: it can be read here, not assigned`>;
      } & (Template extends { states: unknown } ? UnknownFields<'states', never, 'Assign'> : unknown) &
        CheckedTemplate<WorkOf<G, Name, State>, ContextAt<G, Name, State>, unknown, Template>
  : unknown;
