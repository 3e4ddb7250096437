import type { StateLiteral } from '../written/literal';

/** A rendered machine: Amazon States Language as it is sent to AWS. */
export interface Definition {
  readonly Comment?: string;
  readonly QueryLanguage?: 'JSONPath' | 'JSONata';
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, StateDefinition>>;
}

export interface StateDefinition {
  readonly Type: StateLiteral['type'];
  readonly [field: string]: unknown;
}
