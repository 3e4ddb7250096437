import type { UnknownFields } from './check-fields';
import type { CheckedServiceTemplate } from './check-handler';
import type { CheckedValue } from './check-value';
import type { Fault } from './fault';
import type { AnyGraph } from './graph';
import type { MapLiteral, ProcessorLiteral } from '../written/literal';
import type { TakenBy } from '../written/map-storage';
import type { CheckedItems, ItemsAt, SelectorContext } from './nested';
import type { InputAt, Scope } from './payload';
import type { CheckedTemplate } from './template';

/** Checks of the fields that only a Map has; its processor's own are in `check.ts`. */
export interface MapChecks<G extends AnyGraph, State, Name> {
  readonly itemsPath: State extends { itemsPath: `${string}[*]${string}` }
    ? Fault<'itemsPath names one list: it takes no [*]'>
    : CheckedItems<ItemsAt<Scope<G, Name>, InputAt<G, Name, State>, State>, 'what itemsPath reads'>;
  readonly itemSelector: State extends { itemSelector: infer Template }
    ? CheckedTemplate<
        InputAt<G, Name, State>,
        SelectorContext<Scope<G, Name>, InputAt<G, Name, State>, State>,
        unknown,
        Template
      >
    : unknown;
  readonly itemReader: Distributed<State, 'itemReader'> & CheckedReader<G, State, Name>;
  readonly itemBatcher: Distributed<State, 'itemBatcher'> & CheckedBatcher<G, State, Name>;
  readonly resultWriter: Distributed<State, 'resultWriter'> & CheckedWriter<G, State, Name>;
  readonly label: Distributed<State, 'label'>;
  readonly toleratedFailureCount: Distributed<State, 'toleratedFailureCount'>;
  readonly toleratedFailurePercentage: Distributed<State, 'toleratedFailurePercentage'>;
  readonly toleratedFailureCountPath: Distributed<State, 'toleratedFailureCountPath'> &
    NumberIn<G, State, Name, State, 'toleratedFailureCountPath'>;
  readonly toleratedFailurePercentagePath: Distributed<State, 'toleratedFailurePercentagePath'> &
    NumberIn<G, State, Name, State, 'toleratedFailurePercentagePath'>;
  readonly maxConcurrencyPath: NumberIn<G, State, Name, State, 'maxConcurrencyPath'>;
}

/** Fields that AWS takes with a distributed processor alone. */
export type Distributed<State, Field extends string> = State extends {
  itemProcessor: { processorConfig: { mode: 'DISTRIBUTED' } };
}
  ? unknown
  : Fault<`'${Field}' needs a processor whose mode is DISTRIBUTED`>;

/** A processor's own fields, and that a Map without a reader or an itemsPath gets a list. */
export type CheckedProcessor<G extends AnyGraph, State, Name> = State extends {
  itemProcessor: infer Processor;
}
  ? UnknownFields<keyof Processor, keyof ProcessorLiteral, 'A processor'> &
      (State extends { itemReader: unknown } | { itemsPath: unknown } | { items: unknown }
        ? unknown
        : CheckedItems<InputAt<G, Name, State>, `State '${Name & string}': its input`>)
  : unknown;

type NumberIn<G extends AnyGraph, State, Name, Owner, Field extends string> = Owner extends {
  readonly [F in Field]: infer Path;
}
  ? CheckedValue<InputAt<G, Name, State>, Scope<G, Name>['context'], Path, number, 'a number'>
  : unknown;

type NumbersIn<G extends AnyGraph, State, Name, Owner, Fields extends string> = {
  readonly [Field in keyof Owner & Fields]: NumberIn<G, State, Name, Owner, Field & string>;
};

type CheckedReader<G extends AnyGraph, State, Name> = State extends {
  itemReader: infer Reader extends { read: unknown };
}
  ? UnknownFields<keyof Reader, Exclude<keyof NonNullable<MapLiteral['itemReader']>, 'arguments'>, 'An itemReader'> &
      NumbersIn<G, State, Name, Reader, 'maxItemsPath'> &
      (Reader extends { parameters: infer Template }
        ? {
            readonly parameters: CheckedServiceTemplate<
              InputAt<G, Name, State>,
              Scope<G, Name>['context'],
              TakenBy<Reader['read']>,
              Template,
              'parameters'
            >;
          }
        : Record<never, never> extends TakenBy<Reader['read']>
          ? unknown
          : { readonly read: Fault<'Its parameters must say which object is read, by its Key'> })
  : unknown;

type CheckedBatcher<G extends AnyGraph, State, Name> = State extends { itemBatcher: infer Batcher }
  ? UnknownFields<keyof Batcher, keyof NonNullable<MapLiteral['itemBatcher']>, 'An itemBatcher'> &
      NumbersIn<G, State, Name, Batcher, 'maxItemsPerBatchPath' | 'maxInputBytesPerBatchPath'> &
      (Batcher extends { batchInput: infer Template }
        ? {
            readonly batchInput: CheckedTemplate<InputAt<G, Name, State>, Scope<G, Name>['context'], unknown, Template>;
          }
        : unknown)
  : unknown;

type CheckedWriter<G extends AnyGraph, State, Name> = State extends { resultWriter: infer Writer }
  ? UnknownFields<keyof Writer, Exclude<keyof NonNullable<MapLiteral['resultWriter']>, 'arguments'>, 'A resultWriter'> &
      (Writer extends { parameters: infer Template }
        ? {
            readonly parameters: CheckedServiceTemplate<
              InputAt<G, Name, State>,
              Scope<G, Name>['context'],
              { readonly Prefix?: string },
              Template,
              'parameters'
            >;
          }
        : unknown)
  : unknown;
