import { keptFor } from '../../scripts/kept';
import { type ArnPattern } from '../iam/arn';
import { type Check, type Problem } from '../findings/finding';
import { type KnownAction } from '../iam/iam-catalog';
import { isOpaqueSymbol, type Token } from '../iam/pattern';
import { at, placedStatements, type PlacedStatement } from '../findings/placed-statements';
import { actionsCovered } from './unknown-action';

export const wrongResourceType: Check = {
  rule: 'wrong-resource-type',
  why: 'An action on an ARN of a type that it does not take grants nothing: the call is refused in production.',
  cite: 'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  run: ({ access, catalog }) =>
    placedStatements(access)
      .filter(({ kind, statement }) => kind !== 'trust' && !statement.actions.not)
      .flatMap((placed) => {
        const covered = placed.statement.actions.patterns.map((pattern) => ({
          text: pattern.text,
          actions: actionsCovered(catalog, pattern),
        }));
        return [
          ...covered.flatMap(({ text, actions }) => actionProblems(placed, text, actions)),
          ...resourceProblems(
            placed,
            covered.flatMap(({ actions }) => actions),
          ),
        ];
      }),
};

/** An action that takes none of the statement's resources. */
function actionProblems(placed: PlacedStatement, text: string, actions: readonly KnownAction[]): Problem[] {
  const { resources } = placed.statement;
  if (!resources || resources.not || actions.length === 0) return [];
  const fits = actions.some((action) => resources.patterns.some(({ pattern }) => takes(action, pattern)));
  if (fits) return [];
  const wanted = [...new Set(actions.flatMap(({ resourceFormats }) => resourceFormats))].slice(0, 3);
  return [
    {
      ...at(placed),
      message: `${text} takes none of the statement's resources`,
      fix: wanted.length > 0 ? `It takes ${wanted.join(' or ')}.` : 'It takes no resource: allow it on "*", by itself.',
    },
  ];
}

/** A resource that none of the statement's actions takes. */
function resourceProblems(placed: PlacedStatement, actions: readonly KnownAction[]): Problem[] {
  const { resources } = placed.statement;
  if (!resources || resources.not || actions.length === 0) return [];
  return resources.patterns
    .filter(({ pattern }) => !actions.some((action) => takes(action, pattern)))
    .map(({ text }) => ({
      ...at(placed),
      message: `no action of the statement takes ${text}`,
      fix: 'Take it out, or move it to the statement of the actions that take it.',
    }));
}

function takes({ wildcardOnly, resourceFormats }: KnownAction, pattern: ArnPattern): boolean {
  if (pattern.kind !== 'parts') return true;
  if (wildcardOnly) return false;
  return resourceFormats.some((format) => fits(pattern, format));
}

type Parts = Extract<ArnPattern, { kind: 'parts' }>;

const fitting = keptFor((_: ArnPattern) => new Map<string, boolean>());

/** Whether some ARN is of both. A statement's actions share their formats, and statements their resources: kept. */
function fits(pattern: Parts, format: string): boolean {
  const kept = fitting(pattern);
  let found = kept.get(format);
  if (found === undefined) {
    const [written, parts] = [plainParts(pattern), formatParts(format)];
    found = TELLING_FIRST.every((index) => {
      const [text, part] = [written[index], parts[index] ?? NO_PART];
      return text === undefined ? meet(pattern.parts[index] ?? [], part.tokens) : part.whole.test(text);
    });
    kept.set(format, found);
  }
  return found;
}

/** The parts that hold no wildcard and nothing unknown: those which a match must begin with, whole. */
function plainParts({ prefix, plain }: Parts): readonly (string | undefined)[] {
  const texts = prefix.split(':');
  return plain ? sixParts(texts) : texts.slice(0, -1).slice(0, 5);
}

const sixParts = (texts: readonly string[]): string[] => [...texts.slice(0, 5), texts.slice(5).join(':')];

/** The service and the resource differ more often than partition, Region and account, which a format leaves open. */
const TELLING_FIRST = [2, 5, 0, 1, 3, 4];

type FormatToken = { readonly symbol: string } | { readonly any: 'all' | 'no slash' };

interface FormatPart {
  readonly tokens: readonly FormatToken[];
  /** Of a text that is written out. */
  readonly whole: RegExp;
}

const known = new Map<string, readonly FormatPart[]>();

/** The six parts of a format: only its last may hold more colons. A format is met once per statement: kept. */
function formatParts(format: string): readonly FormatPart[] {
  const before = known.get(format);
  if (before) return before;
  const read = sixParts(format.split(':')).map(formatPart);
  known.set(format, read);
  return read;
}

function formatPart(part: string): FormatPart {
  const tokens = formatTokens(part);
  const sources = tokens.map((token) => {
    if ('symbol' in token) return token.symbol.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
    return token.any === 'all' ? '[^]*' : '[^/]*';
  });
  return { tokens, whole: new RegExp(`^${sources.join('')}$`) };
}

/** `${BucketName}/${ObjectName}`: a bucket's name holds no slash, other names may. */
const formatTokens = (part: string): FormatToken[] =>
  [...part.matchAll(/\$\{(\w+)\}|([\s\S])/g)].map(([, name, symbol]) =>
    symbol === undefined ? { any: name === 'BucketName' ? 'no slash' : 'all' } : { symbol },
  );

const NO_PART = formatPart('');

/** Whether some text matches both: a walk over the pairs of places in the two. */
function meet(pattern: readonly Token[], format: readonly FormatToken[]): boolean {
  // What both write out is compared without a walk.
  let start = 0;
  for (; ; start += 1) {
    const [one, other] = [pattern[start], format[start]];
    if (!one && !other) return true;
    if (one?.kind !== 'symbol' || isOpaqueSymbol(one.symbol) || !other || !('symbol' in other)) break;
    if (one.symbol !== other.symbol) return false;
  }
  const seen = new Set<number>();
  const open: [number, number][] = [[start, start]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [p, f] = next;
    const key = p * (format.length + 1) + f;
    if (seen.has(key)) continue;
    seen.add(key);
    const [one, other] = [pattern[p], format[f]];
    if (!one && !other) return true;
    const wide =
      one?.kind === 'any' || one?.kind === 'variable' || (one?.kind === 'symbol' && isOpaqueSymbol(one.symbol));
    if (wide) open.push([p + 1, f]);
    if (other && 'any' in other) open.push([p, f + 1]);
    if (!one || !other) continue;
    const letter = one.kind === 'symbol' ? one.symbol : undefined;
    if ('any' in other) {
      if (!wide && !(other.any === 'no slash' && letter === '/')) open.push([p + 1, f]);
    } else if (wide) open.push([p, f + 1]);
    else if (letter === undefined || letter === other.symbol) open.push([p + 1, f + 1]);
  }
  return false;
}
