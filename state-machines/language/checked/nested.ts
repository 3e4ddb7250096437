import type { ContextObject, ItemContext } from './context';
import type { Fault } from './fault';
import type { AnyGraph, Ends, Graph } from './graph';
import type { ItemIn, WrittenResults } from '../written/map-storage';
import type { OutputFrom } from './payload';
import type { Reads } from './path';
import type { Evaluate } from './template';

/** A machine within a machine, on `Input`; it is the same execution, so the context object is the outer one's. */
export type BranchGraph<G extends AnyGraph, Input, Branch> = Branch extends {
  startAt: infer StartAt;
  states: infer States;
}
  ? Graph<Input, StartAt, States, G['context']>
  : never;

/** What a Parallel's branches give, in their order. */
export type BranchOutputs<G extends AnyGraph, Input, Branches> = {
  -readonly [Index in keyof Branches]: MachineOutput<BranchGraph<G, Input, Branches[Index]>>;
};

/** What a machine gives when it succeeds. */
export type MachineOutput<G extends AnyGraph> = {
  [Name in keyof G['states']]: G['states'][Name] extends { type: 'Fail' }
    ? never
    : Ends<G['states'][Name]> extends true
      ? OutputFrom<G, Name>
      : never;
}[keyof G['states']];

/** A Map's processor, on what it gets for each item; when distributed it is an execution of its own. */
export type ProcessorGraph<G extends AnyGraph, MapInput, State, Processor> = Processor extends {
  startAt: infer StartAt;
  states: infer States;
}
  ? ProcessorInput<G, MapInput, State> extends infer Input
    ? Graph<
        Input,
        StartAt,
        States,
        Processor extends { processorConfig: { mode: 'DISTRIBUTED' } } ? ContextObject<Input> : G['context']
      >
    : never
  : never;

/** What a failed item leaves in the list, where failures are tolerated, AWS does not say: hence `unknown`. */
export type MapResult<G extends AnyGraph, MapInput, State, Processor> = State extends { resultWriter: unknown }
  ? WrittenResults
  : State extends Tolerant
    ? unknown[]
    : MachineOutput<ProcessorGraph<G, MapInput, State, Processor>>[];

type Tolerant =
  | { toleratedFailureCount: unknown }
  | { toleratedFailureCountPath: unknown }
  | { toleratedFailurePercentage: unknown }
  | { toleratedFailurePercentagePath: unknown };

type ProcessorInput<G extends AnyGraph, MapInput, State> = State extends { itemBatcher: infer Batcher }
  ? { readonly Items: Selected<G, MapInput, State>[] } & (Batcher extends { batchInput: infer Template }
      ? { readonly BatchInput: Evaluate<MapInput, G['context'], Template> }
      : unknown)
  : Selected<G, MapInput, State>;

type Selected<G extends AnyGraph, MapInput, State> = State extends { itemSelector: infer Template }
  ? Evaluate<MapInput, SelectorContext<G, MapInput, State>, Template>
  : ItemAt<G, MapInput, State>;

/** The context object in an itemSelector. */
export type SelectorContext<G extends AnyGraph, MapInput, State> = G['context'] &
  ItemContext<ItemAt<G, MapInput, State>>;

type ItemAt<G extends AnyGraph, MapInput, State> = State extends { itemReader: { read: infer Reader } }
  ? ItemIn<Reader>
  : ItemsAt<G, MapInput, State> extends readonly (infer Item)[]
    ? Item
    : never;

/** The list that a Map goes through, or a fault where there is none. */
export type ItemsAt<G extends AnyGraph, MapInput, State> = State extends { itemsPath: infer Path }
  ? Reads<MapInput, G['context'], Path>
  : MapInput;

/** A list of a Map's, or the fault that it is none. */
export type CheckedItems<Items, Words extends string> = [Items] extends [readonly unknown[]]
  ? unknown
  : [Extract<Items, Fault<string>>] extends [never]
    ? Fault<`${Words} is not a list`>
    : Extract<Items, Fault<string>>;
