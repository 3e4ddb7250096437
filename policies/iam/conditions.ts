import { isIP } from 'node:net';
import { matchesArn, parseArnPattern } from './arn';
import { matchesNetwork, parseNetwork } from './ip-network';
import { matches, parseLiteral, parsePattern, substitute, symbolsOf, type Token } from './pattern';

/** One line of a Condition element: `"StringLike": { "s3:prefix": ["results/*"] }`. */
export interface Condition {
  /** As written, e.g. `ForAllValues:StringLikeIfExists`. */
  readonly operator: string;
  /** Lower case: IAM compares keys without regard to case. */
  readonly key: string;
  readonly values: readonly string[];
  readonly test: (context: RequestContext) => boolean;
}

/** The request's condition keys, looked up without regard to case. */
export class RequestContext {
  private readonly values = new Map<string, readonly string[]>();
  private readonly multivalued = new Set<string>();

  constructor(...layers: readonly Readonly<Record<string, string | readonly string[]>>[]) {
    for (const [key, value] of layers.flatMap((layer) => Object.entries(layer))) {
      this.values.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
      if (typeof value !== 'string' && value.length > 1) this.multivalued.add(key.toLowerCase());
    }
  }

  all(key: string): readonly string[] {
    return this.values.get(key) ?? [];
  }

  /** For policy variables, which need exactly one value. */
  readonly one = (key: string): string | undefined => {
    const all = this.all(key);
    return all.length === 1 ? all[0] : undefined;
  };

  isMultivalued(key: string): boolean {
    return this.multivalued.has(key);
  }
}

type Compare = (value: string, context: RequestContext) => boolean;

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
    return (value, context) => {
      const known = substitute(tokens, context.one);
      if (!known) return false;
      const folded = known.map((token) =>
        token.kind === 'symbol' ? { kind: token.kind, symbol: fold(token.symbol) } : token,
      );
      return matches(folded, symbolsOf(value).map(fold));
    };
  },
});

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
    return pattern && ((value, context) => matchesArn(pattern, value, (tokens) => substitute(tokens, context.one)));
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

/** @throws ConditionError for an operator that IAM doesn't have, and for a value that the operator can't have. */
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
  const holds: Compare = (value, context) => compares.some((compare) => compare(value, context)) !== negated;
  const isAll = set?.toLowerCase() === 'forallvalues';
  return {
    ...parsed,
    test: (context) => {
      const all = context.all(parsed.key);
      if (all.length === 0) return isAll || ifExists !== undefined || (negated && set === undefined);
      if (isAll) return all.every((value) => holds(value, context));
      if (set === undefined && context.isMultivalued(parsed.key)) {
        throw new ConditionError(
          `${key} has several values in this request: ${operator} needs ForAnyValue or ForAllValues`,
        );
      }
      return all.some((value) => holds(value, context));
    },
  };
}

function nullTest(key: string, values: readonly string[]): Condition['test'] {
  const wanted = values.map((value) => value.toLowerCase());
  if (wanted.length === 0 || wanted.some((value) => value !== 'true' && value !== 'false')) {
    throw new ConditionError(`Null ${key} must be true or false, found ${JSON.stringify(values)}`);
  }
  return (context) => wanted.includes(String(context.all(key).length === 0));
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
