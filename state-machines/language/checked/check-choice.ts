import type { Comparison, Operator, TypeTest } from '../written/choice-literal';
import type { CountOf, UnknownFields } from './check-fields';
import type { CheckedTarget } from './check-target';
import type { CheckedRead, CheckedValue, Shown } from './check-value';
import type { Fault, IndexOf, Item } from './fault';
import type { AtPresent } from './path-present';
import type { Reads } from './path';

/** Faults in a Choice's rules, each where it is. */
export type CheckedRules<States, Payload, Context, Rules> = {
  readonly [Index in IndexOf<Rules>]: CheckedRule<States, Payload, Context, Item<Rules, Index>>;
};

type CheckedRule<States, Payload, Context, Rule> = Rule extends { next: infer Next }
  ? CheckedCondition<Payload, Context, Rule, never> & {
      readonly next: CheckedTarget<States, Next, 'choices'>;
    } & UnknownFields<keyof Rule, 'next' | 'comment' | 'assign' | Part | Operator, 'A choice'>
  : unknown;

type Part = 'variable' | 'and' | 'or' | 'not';

/** `Present`: the variables that the conditions beside this one have found to be there. */
type CheckedCondition<Payload, Context, Rule, Present> =
  CountOf<keyof Rule & Part> extends 'many'
    ? { readonly [Field in keyof Rule & Part]: Fault<'A rule is one of a comparison, and, or, not'> }
    : Rule extends { variable: infer Variable }
      ? CheckedComparison<Payload, Context, Variable, Rule, Present>
      : Rule extends { and: infer Conditions }
        ? { readonly and: CheckedNested<Payload, Context, Conditions, Present | FoundPresent<Conditions>> }
        : Rule extends { or: infer Conditions }
          ? { readonly or: CheckedNested<Payload, Context, Conditions, Present> }
          : Rule extends { not: infer Condition }
            ? { readonly not: CheckedInner<Payload, Context, Condition, Present> }
            : unknown;

type CheckedNested<Payload, Context, Conditions, Present> = {
  readonly [Index in IndexOf<Conditions>]: CheckedInner<Payload, Context, Item<Conditions, Index>, Present>;
};

type CheckedInner<Payload, Context, Condition, Present> = CheckedCondition<Payload, Context, Condition, Present> &
  UnknownFields<keyof Condition, Part | Operator, 'A condition within another'>;

/** The language tries the conditions of an `and` in their order. */
type FoundPresent<Conditions> = Conditions extends readonly [infer First, ...unknown[]]
  ? First extends { variable: infer Variable extends string; isPresent: true }
    ? Variable
    : never
  : never;

type CheckedComparison<Payload, Context, Variable, Rule, Present> =
  CountOf<keyof Rule & Operator> extends 'one'
    ? keyof Rule & Operator extends infer Name extends Operator
      ? Name extends 'isPresent'
        ? CheckedPresence<Reads<Payload, Context, Variable>, Shown<Variable>>
        : Variable extends Present & string
          ? CheckedOperator<Payload, Context, Variable, AtPresent<Payload, Variable>, Rule, Name>
          : CheckedOperator<Payload, Context, Shown<Variable>, Reads<Payload, Context, Variable>, Rule, Name>
      : never
    : {
        readonly variable: Fault<
          CountOf<keyof Rule & Operator> extends 'many'
            ? 'A choice compares once: write a rule per comparison'
            : 'A choice compares: give it an operator, as in stringEquals'
        >;
      };

/** That a field is there may be asked wherever one way there has it. */
type CheckedPresence<Value, Variable extends string> = [Value] extends [Fault<`${string}there is no field${string}`>]
  ? { readonly variable: Fault<`'${Variable}' is never present`> }
  : unknown;

type CheckedOperator<Payload, Context, Variable extends string, Value, Rule, Name extends Operator> = [
  Extract<Value, Fault<string>>,
] extends [never]
  ? Name extends TypeTest
    ? unknown
    : Name extends 'oneOf'
      ? { readonly oneOf: CheckedOptions<Variable, Value, Operand<Rule, Name>> }
      : [Value] extends [Base<Name>]
        ? {
            readonly [N in Name]: N extends `${string}Path`
              ? CheckedValue<Payload, Context, Operand<Rule, N>, Base<N>, Words<N>>
              : N extends `${string}Equals`
                ? CheckedEquals<Variable, Value, N, Operand<Rule, N>>
                : unknown;
          }
        : { readonly variable: CheckedRead<Value, Variable, Base<Name>, Words<Name>> }
  : { readonly variable: Extract<Value, Fault<string>> };

type Operand<Rule, Name> = Rule extends Comparison ? (Name extends keyof Rule ? Rule[Name] : never) : never;

type Base<Name> = Name extends `numeric${string}` ? number : Name extends `boolean${string}` ? boolean : string;

type Words<Name> = Name extends `numeric${string}`
  ? 'a number'
  : Name extends `boolean${string}`
    ? 'true or false'
    : 'a text';

/** An order comparison's name ends so too; a value that is not among the variable's is no fault there. */
type CheckedEquals<Variable extends string, Value, Name, Option> = Name extends
  | 'stringEquals'
  | 'numericEquals'
  | 'booleanEquals'
  ? [Option] extends [Value]
    ? unknown
    : Fault<`'${Variable}' is never ${Literal<Option>}`>
  : unknown;

type CheckedOptions<Variable extends string, Value, Options> = {
  readonly [Index in IndexOf<Options>]: [Item<Options, Index>] extends [Value]
    ? unknown
    : Fault<`'${Variable}' is never ${Literal<Item<Options, Index>>}`>;
};

type Literal<Option> = Option extends string ? `'${Option}'` : Option extends number | boolean ? `${Option}` : never;
