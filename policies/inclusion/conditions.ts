import { UserError } from '../../scripts/user-error';
import { OPERATORS, type Operator } from './operators';

/** A Condition element as a policy writes it. */
export type ConditionBlock = Readonly<
  Record<string, Readonly<Record<string, ConditionValue | readonly ConditionValue[]>>>
>;
type ConditionValue = string | number | boolean;

/** One operator on one key. A statement's condition is the conjunction of its atoms. */
export interface Atom {
  /** In IAM's own spelling, such as `ForAnyValue:StringLikeIfExists`. */
  readonly name: string;
  readonly operator: Operator;
  readonly ifExists: boolean;
  /** Absent where the key has one value. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
  readonly quantifier?: 'ForAnyValue' | 'ForAllValues';
  /** In lower case: condition keys are case-insensitive. */
  readonly key: string;
  /** The key as written, for messages. */
  readonly keyText: string;
  /** Sorted, without repetitions. */
  readonly values: readonly string[];
  /** Equal for atoms that mean the same by construction. */
  readonly identity: string;
}

const QUALIFIED = /^(?:(ForAnyValue|ForAllValues):)?(.+?)(IfExists)?$/i;
const BY_NAME = new Map([...OPERATORS].map(([name, operator]) => [name.toLowerCase(), { name, operator }]));
/** Whether a text may hold an opaque symbol or a policy variable. */
export const hasUnknown = (value: string): boolean => value.includes('\u27E6') || value.includes('${');

/**
 * The atoms of a Condition element.
 * @throws UserError for an operator that IAM doesn't have, and for a value which its operator can't compare
 */
export function readConditions(block: ConditionBlock): Atom[] {
  return Object.entries(block).flatMap(([name, byKey]) => {
    const [, set, base = '', ifExists] = QUALIFIED.exec(name) ?? [];
    const found = BY_NAME.get(base.toLowerCase());
    if (found === undefined || (found.name === 'Null' && (ifExists !== undefined || set !== undefined))) {
      throw new UserError(
        `Condition operator "${name}" is not known: use one of ${[...OPERATORS.keys()].join(', ')}` +
          ' (IfExists, ForAnyValue: and ForAllValues: go with all but Null).',
      );
    }
    const { operator } = found;
    const quantifier = set && (set.toLowerCase() === 'foranyvalue' ? 'ForAnyValue' : 'ForAllValues');
    const plain = `${quantifier ? `${quantifier}:` : ''}${found.name}${ifExists ? 'IfExists' : ''}`;
    return Object.entries(byKey).map(([keyText, value]): Atom => {
      const written = (Array.isArray(value) ? value : [value]) as readonly ConditionValue[];
      const values = [...new Set(written.map(String))].sort();
      for (const text of values) {
        const fault = hasUnknown(text) ? undefined : operator.fault?.(text);
        if (fault !== undefined) {
          throw new UserError(`Condition ${name} on ${keyText}: "${text}" is not ${fault}.`);
        }
      }
      const key = keyText.toLowerCase();
      return {
        name: plain,
        operator,
        ifExists: ifExists !== undefined,
        ...(quantifier === 'ForAnyValue' || quantifier === 'ForAllValues' ? { quantifier } : {}),
        key,
        keyText,
        values,
        identity: JSON.stringify([plain, key, values]),
      };
    });
  });
}

/**
 * What an atom says when the request has no such key: a comparison fails, a negated one holds, `IfExists` and
 * `ForAllValues` hold, `ForAnyValue` fails; Null asks just this. Undefined for `ForAnyValue:…IfExists`: AWS says of
 * both parts what they do, and the two don't agree.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function holdsWithoutKey(atom: Atom): boolean | undefined {
  if (atom.operator.compare === 'null') return atom.values.some((value) => value.toLowerCase() === 'true');
  if (atom.quantifier === 'ForAnyValue') return atom.ifExists ? undefined : false;
  return atom.ifExists || atom.quantifier === 'ForAllValues' || atom.operator.negated;
}
