import { isExpression } from '../../../scripts/text/jsonata-expression';
import { type Assumed, assumed, isAssumed } from './intrinsic';

/**
 * An expression of JSONata: `'{% $states.input.a + 1 %}'`, or one whose type its author vouches for with `assume`.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export type Expression = `{%${string}%}` | Assumed;

export type QueryLanguage = 'JSONPath' | 'JSONata';

const common = ['type', 'comment', 'queryLanguage'] as const;
const onward = ['next', 'end', 'output', 'assign'] as const;
const failing = ['retry', 'catch'] as const;

const parts = ['itemReader', 'itemBatcher', 'resultWriter'] as const;
const distributed = [...parts, 'label', 'toleratedFailureCount', 'toleratedFailurePercentage'] as const;

/** By kind of state, the fields of one in JSONata. https://states-language.net/spec.html#state-type-table */
export const JSONATA_FIELDS = {
  Task: [...common, ...onward, ...failing, 'run', 'arguments', 'credentials', 'timeoutSeconds', 'heartbeatSeconds'],
  Pass: [...common, ...onward],
  Choice: [...common, 'choices', 'default', 'output', 'assign'],
  Wait: [...common, ...onward, 'seconds', 'timestamp'],
  Parallel: [...common, ...onward, ...failing, 'arguments', 'branches'],
  Map: [...common, ...onward, ...failing, ...distributed, 'items', 'itemSelector', 'itemProcessor', 'maxConcurrency'],
  Succeed: [...common, 'output'],
  Fail: [...common, 'error', 'cause'],
} as const;

/** Of what distributes a Map in JSONata, the fields of each part. */
export const JSONATA_PARTS = {
  itemReader: ['read', 'arguments', 'maxItems'],
  itemBatcher: ['maxItemsPerBatch', 'maxInputBytesPerBatch', 'batchInput'],
  resultWriter: ['write', 'arguments'],
} as const;

/** Fields that no state in JSONPath has. */
export type JsonataField = 'arguments' | 'output' | 'items';

/** Whether a state is in JSONata: by itself, or as the whole machine is. */
export const isJsonata = (
  machine: { readonly queryLanguage?: QueryLanguage },
  state: { readonly queryLanguage?: QueryLanguage } | undefined,
): boolean => machine.queryLanguage === 'JSONata' || state?.queryLanguage === 'JSONata';

/** The text of an expression, `{% … %}`. */
export function expressionIn(value: unknown): string | undefined {
  const text: unknown = isAssumed(value) ? value[assumed] : value;
  return isExpression(text) ? text : undefined;
}
