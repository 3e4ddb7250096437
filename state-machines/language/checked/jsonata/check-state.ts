import type { JSONATA_FIELDS } from '../../written/jsonata';
import type { InputOf, IsAction } from '../../written/runnable';
import type { CheckedCatchAssigns, CheckedRuleAssigns } from '../check-assign';
import type { CheckedJsonataCredentials } from '../check-credentials';
import type { CheckedRun, Fits } from '../check-handler';
import type { Fault, MessagesIn } from '../fault';
import type { AnyGraph } from '../graph';
import type { SelectorStates } from '../nested';
import type { ContextAt, GivenAt, InputStates, PayloadAt, ResultStates, Scope } from '../payload';
import type { JsonataMapChecks } from './check-map';
import type { CheckedCatchers, CheckedConditions, CheckedDefaultOutput } from './check-clauses';
import type { CheckedJsonata, CheckedOne } from './template';

type Get<State, Field extends string> = State extends { readonly [F in Field]: infer Value } ? Value : never;

/** One check per field that a state in JSONata has otherwise than one in JSONPath. */
export interface JsonataChecks<G extends AnyGraph, States, Name, State> extends JsonataMapChecks<G, State, Name> {
  readonly queryLanguage: State extends { queryLanguage: 'JSONPath' }
    ? Fault<`State '${Name & string}': a machine in JSONata has no state in JSONPath`>
    : unknown;
  readonly run: CheckedJsonataRun<G, Name, State>;
  readonly credentials: CheckedJsonataCredentials<G, Name, State>;
  readonly arguments: State extends { arguments: infer Template }
    ? CheckedArguments<G, Name, State, Template>
    : unknown;
  readonly output: CheckedJsonata<
    ResultStates<G, Name, State>,
    ContextAt<G, Name, State>,
    unknown,
    Get<State, 'output'>
  > &
    CheckedDefaultOutput<G, Name, State>;
  readonly choices: CheckedConditions<G, States, Name, State, Get<State, 'choices'>> &
    CheckedRuleAssigns<G, Name, State, Get<State, 'choices'>>;
  readonly catch: CheckedCatchers<G, States, Name, State, Get<State, 'catch'>> &
    CheckedCatchAssigns<G, Name, State, Get<State, 'catch'>>;
  readonly items: State extends { itemReader: unknown }
    ? Fault<'A Map in JSONata takes its items from an itemReader or from items: what both give together is not known'>
    : One<G, Name, State, 'items', readonly unknown[], 'a list'>;
  readonly itemSelector: CheckedJsonata<
    SelectorStates<Scope<G, Name>, PayloadAt<G, Name>, State>,
    Scope<G, Name>['context'],
    unknown,
    Get<State, 'itemSelector'>
  >;
  readonly seconds: One<G, Name, State, 'seconds', number, 'a number'>;
  readonly timeoutSeconds: One<G, Name, State, 'timeoutSeconds', number, 'a number'>;
  readonly heartbeatSeconds: One<G, Name, State, 'heartbeatSeconds', number, 'a number'>;
  readonly maxConcurrency: One<G, Name, State, 'maxConcurrency', number, 'a number'>;
  readonly timestamp: One<G, Name, State, 'timestamp', string, 'a text'>;
  readonly error: One<G, Name, State, 'error', string, 'a text'>;
  readonly cause: One<G, Name, State, 'cause', string, 'a text'>;
}

type One<G extends AnyGraph, Name, State, Field extends string, Wanted, Words extends string> = CheckedOne<
  InputStates<G, Name, State>,
  ContextAt<G, Name, State>,
  Get<State, Field>,
  Wanted,
  Words
>;

/** A fault at each field that a state of that kind does not have in JSONata. */
export type UnknownJsonata<Fields, Kind extends keyof typeof JSONATA_FIELDS> = {
  readonly [Field in Exclude<Fields, (typeof JSONATA_FIELDS)[Kind][number]> & string]: Fault<UnknownField<Field, Kind>>;
};

type UnknownField<Field extends string, Kind extends string> = Field extends
  | 'inputPath'
  | 'outputPath'
  | 'parameters'
  | 'resultSelector'
  | 'resultPath'
  | 'result'
  | `${string}Path`
  ? `A ${Kind} state in JSONata takes no '${Field}': that is JSONPath's`
  : `A ${Kind} state in JSONata takes no '${Field}'`;

type CheckedJsonataRun<G extends AnyGraph, Name, State> = State extends { arguments: infer Template }
  ? State extends { run: { waitsForToken: true } }
    ? TellsToken<Template> extends true
      ? unknown
      : Fault<`State '${Name & string}': its arguments must tell '$states.context.Task.Token', or nobody can end it`>
    : unknown
  : CheckedRun<G, Name, State>;

type TellsToken<Template> = Template extends string
  ? Template extends `{%${string}$states.context.Task${string}%}`
    ? true
    : false
  : Template extends object
    ? true extends { [Field in keyof Template]: TellsToken<Template[Field]> }[keyof Template]
      ? true
      : false
    : false;

type CheckedArguments<G extends AnyGraph, Name, State, Template> = State extends { run: infer Task }
  ? IsAction<Task> extends true
    ? Template extends string
      ? Fault<'The arguments of an action are an object: what its resource gives stands beside them'>
      : CheckedGiven<G, Name, State, Template, Task>
    : CheckedGiven<G, Name, State, Template, Task>
  : CheckedJsonata<InputStates<G, Name, State>, ContextAt<G, Name, State>, unknown, Template>;

type CheckedGiven<G extends AnyGraph, Name, State, Template, Task> =
  CheckedJsonata<InputStates<G, Name, State>, ContextAt<G, Name, State>, InputOf<Task>, Template> extends infer Found
    ? [MessagesIn<Found>] extends [never]
      ? Fits<InputOf<Task>, GivenAt<G, Name, State>, Name, 'arguments'>
      : Found
    : never;
