import type { JSONATA_PARTS } from '../../written/jsonata';
import type { TakenBy } from '../../written/map-storage';
import type { UnknownFields } from '../check-fields';
import type { Distributed } from '../check-map';
import type { CheckedRead } from '../check-value';
import type { Fault, MessagesIn } from '../fault';
import type { AnyGraph } from '../graph';
import type { ContextAt, InputStates } from '../payload';
import type { CheckedJsonata, CheckedOne, EvaluateJsonata } from './template';

type Parts = typeof JSONATA_PARTS;

/** Checks of what distributes a Map in JSONata. */
export interface JsonataMapChecks<G extends AnyGraph, State, Name> {
  readonly label: Distributed<State, 'label'>;
  readonly itemReader: Distributed<State, 'itemReader'> &
    (State extends { itemReader: infer Reader extends { read: unknown } }
      ? UnknownFields<keyof Reader, Parts['itemReader'][number], 'An itemReader in JSONata'> &
          Numbers<G, State, Name, Reader, 'maxItems'> &
          (Reader extends { arguments: infer Template }
            ? { readonly arguments: Taken<G, State, Name, TakenBy<Reader['read']>, Template> }
            : Record<never, never> extends TakenBy<Reader['read']>
              ? unknown
              : { readonly read: Fault<'Its arguments must say which object is read, by its Key'> })
      : unknown);
  readonly itemBatcher: Distributed<State, 'itemBatcher'> &
    (State extends { itemBatcher: infer Batcher }
      ? UnknownFields<keyof Batcher, Parts['itemBatcher'][number], 'An itemBatcher in JSONata'> &
          Numbers<G, State, Name, Batcher, 'maxItemsPerBatch' | 'maxInputBytesPerBatch'> &
          (Batcher extends { batchInput: infer Template }
            ? {
                readonly batchInput: CheckedJsonata<
                  InputStates<G, Name, State>,
                  ContextAt<G, Name, State>,
                  unknown,
                  Template
                >;
              }
            : unknown)
      : unknown);
  readonly resultWriter: Distributed<State, 'resultWriter'> &
    (State extends { resultWriter: infer Writer }
      ? UnknownFields<keyof Writer, Parts['resultWriter'][number], 'A resultWriter in JSONata'> &
          (Writer extends { arguments: infer Template }
            ? { readonly arguments: Taken<G, State, Name, { readonly Prefix?: string }, Template> }
            : unknown)
      : unknown);
  readonly toleratedFailureCount: Distributed<State, 'toleratedFailureCount'> &
    NumberOf<G, State, Name, State, 'toleratedFailureCount'>;
  readonly toleratedFailurePercentage: Distributed<State, 'toleratedFailurePercentage'> &
    NumberOf<G, State, Name, State, 'toleratedFailurePercentage'>;
}

type NumberOf<G extends AnyGraph, State, Name, Owner, Field extends string> = Owner extends {
  readonly [F in Field]: infer Value;
}
  ? CheckedOne<InputStates<G, Name, State>, ContextAt<G, Name, State>, Value, number, 'a number'>
  : unknown;

type Numbers<G extends AnyGraph, State, Name, Owner, Fields extends string> = {
  readonly [Field in keyof Owner & Fields]: NumberOf<G, State, Name, Owner, Field & string>;
};

/** Faults in the expressions, else that the whole is not what the service takes. */
type Taken<G extends AnyGraph, State, Name, Wanted, Template> =
  CheckedJsonata<InputStates<G, Name, State>, ContextAt<G, Name, State>, Wanted, Template> extends infer Found
    ? [MessagesIn<Found>] extends [never]
      ? CheckedRead<
          EvaluateJsonata<InputStates<G, Name, State>, ContextAt<G, Name, State>, Template>,
          'arguments',
          Wanted,
          'what AWS takes there'
        >
      : Found
    : never;
