import type { ContextObject, ItemContext } from './context';
import type { Fault } from './fault';
import type { Graph } from './graph';
import type { ItemIn } from '../written/map-storage';
import type { IsJsonata } from './jsonata/language';
import type { EvaluateJsonata } from './jsonata/template';
import type { Reads } from './path';
import type { Evaluate } from './template';

/** As much of what is around a machine as it reads. */
export interface InContext {
  readonly context: unknown;
  readonly language: unknown;
  readonly taken: unknown;
}

/** A machine within a machine, on `Input`; it is the same execution, so the context object is the outer one's, with the outer variables. */
export type BranchGraph<G extends InContext, Input, Branch> = Branch extends {
  startAt: infer StartAt;
  states: infer States;
}
  ? Graph<Input, StartAt, States, G['context'], G['language'], G['taken']>
  : never;

/** A Map's processor, on what it gets for each item; when distributed it is an execution of its own. */
export type ProcessorGraph<G extends InContext, MapInput, State, Processor> = Processor extends {
  startAt: infer StartAt;
  states: infer States;
}
  ? ProcessorInput<G, MapInput, State> extends infer Input
    ? Processor extends { processorConfig: { mode: 'DISTRIBUTED' } }
      ? Graph<Input, StartAt, States, ContextObject<Input>, G['language']>
      : Graph<Input, StartAt, States, G['context'], G['language'], G['taken']>
    : never
  : never;

type ProcessorInput<G extends InContext, MapInput, State> = State extends { itemBatcher: infer Batcher }
  ? { readonly Items: Selected<G, MapInput, State>[] } & (Batcher extends { batchInput: infer Template }
      ? {
          readonly BatchInput: IsJsonata<G, State> extends true
            ? EvaluateJsonata<MapStates<G, MapInput>, G['context'], Template>
            : Evaluate<MapInput, G['context'], Template>;
        }
      : unknown)
  : Selected<G, MapInput, State>;

type Selected<G extends InContext, MapInput, State> = State extends { itemSelector: infer Template }
  ? IsJsonata<G, State> extends true
    ? EvaluateJsonata<SelectorStates<G, MapInput, State>, G['context'], Template>
    : Evaluate<MapInput, SelectorContext<G, MapInput, State>, Template>
  : ItemAt<G, MapInput, State>;

/** `$states` in a Map's other fields. */
interface MapStates<G extends InContext, MapInput> {
  readonly input: MapInput;
  readonly context: G['context'];
}

/** `$states` in an itemSelector. */
export interface SelectorStates<G extends InContext, MapInput, State> {
  readonly input: MapInput;
  readonly context: SelectorContext<G, MapInput, State>;
}

/** The context object in an itemSelector. */
export type SelectorContext<G extends InContext, MapInput, State> = G['context'] &
  ItemContext<ItemAt<G, MapInput, State>>;

type ItemAt<G extends InContext, MapInput, State> = State extends { itemReader: { read: infer Reader } }
  ? ItemIn<Reader>
  : ItemsAt<G, MapInput, State> extends readonly (infer Item)[]
    ? Item
    : never;

/** The list that a Map goes through, or a fault where there is none. */
export type ItemsAt<G extends InContext, MapInput, State> = State extends { itemsPath: infer Path }
  ? Reads<MapInput, G['context'], Path>
  : State extends { items: infer Items }
    ? EvaluateJsonata<MapStates<G, MapInput>, G['context'], Items>
    : MapInput;

/** A list of a Map's, or the fault that it is none. */
export type CheckedItems<Items, Words extends string> = [Items] extends [readonly unknown[]]
  ? unknown
  : [Extract<Items, Fault<string>>] extends [never]
    ? Fault<`${Words} is not a list`>
    : Extract<Items, Fault<string>>;
