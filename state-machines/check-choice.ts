import type { UnknownFields } from './check-fields';
import type { CheckedTarget } from './check-target';
import type { Fault, IndexOf, Item } from './fault';
import type { At } from './path';

type Comparison = 'oneOf' | 'lessThan' | 'atMost' | 'moreThan' | 'atLeast';

/** Faults in a Choice's rules, each where it is. */
export type CheckedRules<States, Payload, Rules> = {
  readonly [Index in IndexOf<Rules>]: CheckedRule<States, Payload, Item<Rules, Index>>;
};

type CheckedRule<States, Payload, Rule> = Rule extends { variable: infer Variable extends string; next: infer Next }
  ? CheckedComparison<Variable, At<Payload, Variable>, Rule> & {
      readonly next: CheckedTarget<States, Next, 'choices'>;
    } & UnknownFields<keyof Rule, 'variable' | 'next' | Comparison, 'A choice'>
  : unknown;

type CheckedComparison<Variable extends string, Value, Rule> = [Extract<Value, Fault<string>>] extends [never]
  ? IsUnion<keyof Rule & Comparison> extends true
    ? { readonly variable: Fault<'A choice compares once: write a rule per comparison'> }
    : Rule extends { oneOf: infer Options }
      ? { readonly oneOf: CheckedOptions<Variable, Value, Options> }
      : [Value] extends [number]
        ? unknown
        : { readonly variable: Fault<`'${Variable}' is not a number`> }
  : { readonly variable: Extract<Value, Fault<string>> };

type CheckedOptions<Variable extends string, Value, Options> = {
  readonly [Index in IndexOf<Options>]: [Item<Options, Index>] extends [Value]
    ? unknown
    : Fault<`'${Variable}' is never ${Shown<Item<Options, Index>>}`>;
};

type Shown<Option> = Option extends string ? `'${Option}'` : Option extends number | boolean ? `${Option}` : never;

type IsUnion<T, Each = T> = [T] extends [never]
  ? false
  : Each extends unknown
    ? [T] extends [Each]
      ? false
      : true
    : never;
