/**
 * IAM's condition operators, written once more from AWS's page and sharing nothing with `conditions.ts`: for the property test
 * and the fuzzer.
 */
/** Operators of one kind, with values that they compare, and how: one value of the request with one of the policy. */
export interface Kind {
  readonly compares: Readonly<Record<string, (value: string, policy: string) => boolean>>;
  /** Those that hold when none compares. */
  readonly negated?: readonly string[];
  readonly policy: readonly string[];
  readonly request: readonly (readonly string[])[];
}

export const pattern = (text: string) =>
  new RegExp(`^${text.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '.*')}$`);
const equal = (value: string, policy: string): boolean => value === policy;
const like = (value: string, policy: string): boolean => pattern(policy).test(value);
const ignoringCase = (value: string, policy: string): boolean => value.toLowerCase() === policy.toLowerCase();
const inRange = (value: string, policy: string): boolean =>
  policy.endsWith('/24') ? value.startsWith(policy.slice(0, policy.lastIndexOf('.') + 1)) : value === policy;
const TOPIC = 'arn:aws:sns:eu-west-1:1:';

/** Equal, less, greater: on numbers and on dates. */
const ordered = (name: string, of: (text: string) => number, policy: string[], ...request: string[][]): Kind => {
  const by = (compare: (value: number, limit: number) => boolean) => (value: string, limit: string) =>
    compare(of(value), of(limit));
  return {
    compares: {
      [`${name}Equals`]: by((value, limit) => value === limit),
      [`${name}NotEquals`]: by((value, limit) => value === limit),
      [`${name}LessThan`]: by((value, limit) => value < limit),
      [`${name}LessThanEquals`]: by((value, limit) => value <= limit),
      [`${name}GreaterThan`]: by((value, limit) => value > limit),
      [`${name}GreaterThanEquals`]: by((value, limit) => value >= limit),
    },
    negated: [`${name}NotEquals`],
    policy,
    request: [[], ...request],
  };
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html, each kind that it has. */
export const KINDS: readonly Kind[] = [
  {
    compares: {
      StringEquals: equal,
      StringNotEquals: equal,
      StringLike: like,
      StringNotLike: like,
      StringEqualsIgnoreCase: ignoringCase,
      StringNotEqualsIgnoreCase: ignoringCase,
    },
    negated: ['StringNotEquals', 'StringNotLike', 'StringNotEqualsIgnoreCase'],
    policy: ['a', 'b', '', '*', 'A'],
    request: [[], [''], ['a'], ['b'], ['a', 'b'], ['c', 'a'], ['A', 'c']],
  },
  ordered('Numeric', Number, ['1', '2', '10'], ['1'], ['2', '10'], ['9', '1'], ['-1']),
  ordered(
    'Date',
    Date.parse,
    ['2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z'],
    ['2026-01-01T00:00:00Z'],
    ['2025-01-01T00:00:00Z', '2026-06-01T00:00:00Z'],
    ['2026-03-01T00:00:00Z', '2027-01-01T00:00:00Z'],
  ),
  {
    compares: { Bool: ignoringCase },
    policy: ['true', 'false'],
    request: [[], ['true'], ['false'], ['true', 'false']],
  },
  {
    compares: {
      IpAddress: inRange,
      NotIpAddress: inRange,
    },
    negated: ['NotIpAddress'],
    policy: ['192.0.2.0/24', '192.0.2.7', '198.51.100.1'],
    request: [[], ['192.0.2.7'], ['192.0.2.8', '198.51.100.1'], ['203.0.113.1']],
  },
  {
    compares: { ArnEquals: like, ArnLike: like, ArnNotEquals: like, ArnNotLike: like },
    negated: ['ArnNotEquals', 'ArnNotLike'],
    policy: [`${TOPIC}a`, `${TOPIC}*`, `${TOPIC}b`],
    request: [[], [`${TOPIC}a`], [`${TOPIC}b`, `${TOPIC}c`], [`${TOPIC.replace(':1:', ':2:')}a`]],
  },
];
const compares = Object.assign({}, ...KINDS.map((kind) => kind.compares)) as Kind['compares'];
const negated = new Set(KINDS.flatMap((kind) => kind.negated ?? []));

/** Whether the values of a request, of which there may be none, meet an operator with these values of a policy. */
export function meets(operator: string, policy: readonly string[], request: readonly string[]): boolean {
  const [, name = operator] = /^(?:ForA\w+:)?(\w+?)(?:IfExists)?$/.exec(operator) ?? [];
  const values = request.filter((value) => value !== '');
  const one = (value: string) => policy.some((text) => compares[name]?.(value, text)) !== negated.has(name);
  return operator.startsWith('ForAll') ? values.every(one) : values.some(one);
}

/** Every pair of values of the policy, and each alone. */
const valuesOf = ({ policy }: Kind): string[][] =>
  policy.flatMap((one, at) => [[one], ...policy.slice(at + 1).map((other) => [one, other])]);

interface Combination {
  readonly operator: string;
  readonly policy: readonly string[];
  readonly request: readonly string[];
  readonly meets: boolean;
}

/**
 * Set operators on every combination of operator, values of the policy and values of the request; without ForAnyValue and
 * IfExists on a key that isn't there, of which AWS's page says nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export const combinations = (): Combination[] =>
  KINDS.flatMap((kind) =>
    Object.keys(kind.compares).flatMap((name) =>
      valuesOf(kind).flatMap((policy) =>
        kind.request.flatMap((request) =>
          [
            `ForAllValues:${name}`,
            `ForAllValues:${name}IfExists`,
            `ForAnyValue:${name}`,
            ...(request.some((value) => value !== '') ? [`ForAnyValue:${name}IfExists`] : []),
          ].map((operator) => ({ operator, policy, request, meets: meets(operator, policy, request) })),
        ),
      ),
    ),
  );
