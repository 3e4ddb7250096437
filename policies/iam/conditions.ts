import { isIP } from 'node:net';
import { beginsAlike, matchesArn, parseArnPattern } from './arn';
import { matchesNetwork, parseNetwork } from './ip-network';
import { every, type Known, not as opposite, some } from './known';
import { matches, parseLiteral, parsePattern, symbolsOf, type Token } from './pattern';
import { type RequestContext } from './request-context';
import { matchesKnown, whetherKnown } from './variables';

/** One line of a Condition element: `"StringLike": { "s3:prefix": ["results/*"] }`. */
export interface Condition {
  /** As written, e.g. `ForAllValues:StringLikeIfExists`. */
  readonly operator: string;
  /** Lower case: IAM compares keys without regard to case. */
  readonly key: string;
  readonly values: readonly string[];
  /** Undefined where the request's value, or whether it has one, can't be known. */
  readonly test: (context: RequestContext) => Known;
}

type Compare = (value: string, context: RequestContext) => Known;

interface Operator {
  /** Reads one value of the policy; undefined when it is none that the operator can have. */
  readonly read: (value: string, variables: boolean) => Compare | undefined;
  /** True when no value compares (`StringNotEquals`); a missing key then passes. */
  readonly negated?: boolean;
  readonly valid: string;
}

const textOperator = (
  parse: (text: string, variables: boolean) => Token[],
  fold: (text: string) => string,
): Operator => ({
  valid: 'text',
  read: (policy, variables) => {
    const tokens = parse(policy, variables);
    // Text that is compared as it stands, as most is.
    const isPlain = tokens.every(({ kind }) => kind === 'symbol') && !(variables && policy.includes('${'));
    const folded = isPlain && isAscii(policy) ? fold(policy) : undefined;
    return (value, context) => {
      if (folded !== undefined && isAscii(value)) return fold(value) === folded;
      const symbols = symbolsOf(value).map(fold);
      return matchesKnown(tokens, context.one, (known) =>
        matches(
          known.map((token) => (token.kind === 'symbol' ? { kind: token.kind, symbol: fold(token.symbol) } : token)),
          symbols,
        ),
      );
    };
  },
});

/** Of which each character is one symbol, and folded for itself. */
const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

const same = (text: string): string => text;
const lower = (text: string): string => (text.startsWith('\u27E6') ? text : text.toLowerCase());

const numeric = (compare: (value: number, policy: number) => boolean): Operator => ({
  valid: 'a number',
  read: (policy) => {
    const limit = toNumber(policy);
    return limit === undefined
      ? undefined
      : (value) => {
          const number = toNumber(value);
          return number !== undefined && compare(number, limit);
        };
  },
});

const date = (compare: (value: number, policy: number) => boolean): Operator => ({
  valid: 'an ISO 8601 date or seconds since 1970',
  read: (policy) => {
    const limit = toTime(policy);
    return limit === undefined
      ? undefined
      : (value) => {
          const time = toTime(value);
          return time !== undefined && compare(time, limit);
        };
  },
});

const arn: Operator = {
  valid: 'an ARN of six parts, or *',
  read: (policy, variables) => {
    const pattern = parseArnPattern(policy, variables);
    return (
      pattern &&
      ((value, context) =>
        beginsAlike(pattern, value) && whetherKnown(context.one, (put) => matchesArn(pattern, value, put)))
    );
  },
};

const ip: Operator = {
  valid: 'an IP address or a network in CIDR notation',
  read: (policy) => {
    const network = parseNetwork(policy);
    return network && ((value) => isIP(value) !== 0 && matchesNetwork(network, value));
  },
};

const trueOrFalse: Operator = {
  valid: 'true or false',
  read: (policy) => (/^(true|false)$/i.test(policy) ? (value) => lower(value) === lower(policy) : undefined),
};

const not = (operator: Operator): Operator => ({ ...operator, negated: true });

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const operators: Readonly<Record<string, Operator>> = {
  StringEquals: textOperator(parseLiteral, same),
  StringNotEquals: not(textOperator(parseLiteral, same)),
  StringEqualsIgnoreCase: textOperator(parseLiteral, lower),
  StringNotEqualsIgnoreCase: not(textOperator(parseLiteral, lower)),
  StringLike: textOperator(parsePattern, same),
  StringNotLike: not(textOperator(parsePattern, same)),
  NumericEquals: numeric((value, policy) => value === policy),
  NumericNotEquals: not(numeric((value, policy) => value === policy)),
  NumericLessThan: numeric((value, policy) => value < policy),
  NumericLessThanEquals: numeric((value, policy) => value <= policy),
  NumericGreaterThan: numeric((value, policy) => value > policy),
  NumericGreaterThanEquals: numeric((value, policy) => value >= policy),
  DateEquals: date((value, policy) => value === policy),
  DateNotEquals: not(date((value, policy) => value === policy)),
  DateLessThan: date((value, policy) => value < policy),
  DateLessThanEquals: date((value, policy) => value <= policy),
  DateGreaterThan: date((value, policy) => value > policy),
  DateGreaterThanEquals: date((value, policy) => value >= policy),
  Bool: trueOrFalse,
  BinaryEquals: { valid: 'base64', read: (policy) => (value) => value === policy },
  IpAddress: ip,
  NotIpAddress: not(ip),
  // ArnEquals and ArnLike behave alike, says the page above.
  ArnEquals: arn,
  ArnLike: arn,
  ArnNotEquals: not(arn),
  ArnNotLike: not(arn),
};

/** A condition that isn't valid; its message says what would be. */
export class ConditionError extends Error {}

/**
 * "The ForAllValues qualifier also returns true … if the context key value resolves to a null dataset, such as an empty
 * string", and ForAnyValue false:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 * Of a list that holds empty text beside other text AWS says nothing.
 * @throws ConditionError for an operator that IAM doesn't have, and for a value that the operator can't have. */
export function parseCondition(
  operator: string,
  key: string,
  values: readonly string[],
  variables: boolean,
): Condition {
  const parsed = { operator, key: key.toLowerCase(), values };
  if (operator.toLowerCase() === 'null') return { ...parsed, test: nullTest(parsed.key, values) };
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/i.exec(operator) ?? [];
  const found = Object.entries(operators).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
  if (!found) throw new ConditionError(`"${operator}" is no condition operator of IAM`);
  const compares = values.map((value) => {
    const compare = found.read(value, variables);
    if (!compare) throw new ConditionError(`${operator} ${key} must be ${found.valid}, found ${JSON.stringify(value)}`);
    return compare;
  });
  const negated = found.negated ?? false;
  const holds: Compare = (value, context) => {
    const found = some(compares.map((compare) => compare(value, context)));
    return negated ? opposite(found) : found;
  };
  const quantifier = set?.toLowerCase();
  const isAll = quantifier === 'forallvalues';
  // AWS says of IfExists and of ForAnyValue what each does without the key, and the two don't agree.
  const without = quantifier === 'foranyvalue' && ifExists ? undefined : isAll || !!ifExists || (negated && !set);
  return {
    ...parsed,
    test: (context) => {
      const state = context.state(parsed.key);
      if (state === 'absent') return without;
      if (typeof state === 'string') return undefined;
      const empty = state.filter((value) => value === '').length;
      if (set !== undefined && empty > 0) return empty === state.length ? without : undefined;
      // Without a set operator, AWS says nothing of several values.
      if (set === undefined && state.length > 1) return undefined;
      const held = state.map((value) => holds(value, context));
      return isAll ? every(held) : some(held);
    },
  };
}

function nullTest(key: string, values: readonly string[]): Condition['test'] {
  const wanted = values.map((value) => value.toLowerCase());
  if (wanted.length === 0 || wanted.some((value) => value !== 'true' && value !== 'false')) {
    throw new ConditionError(`Null ${key} must be true or false, found ${JSON.stringify(values)}`);
  }
  return (context) => {
    const state = context.state(key);
    if (state === 'unknown') return wanted.length > 1 ? true : undefined;
    return wanted.includes(String(state === 'absent' || context.isEmptyList(key)));
  };
}

const toNumber = (text: string): number | undefined =>
  /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text.trim()) ? Number(text) : undefined;

function toTime(text: string): number | undefined {
  if (/^\d{9,11}$/.test(text)) return Number(text) * 1000;
  const time = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
