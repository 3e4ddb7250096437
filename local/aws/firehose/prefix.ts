import { UserError } from '../../../scripts/user-error';

export interface PrefixValues {
  /** Arrival of the oldest record of the object, in UTC. */
  readonly time: Date;
  /** `format-conversion-failed`; only in an error prefix. */
  readonly errorOutputType?: string;
  /** Eleven characters, others for each place of a prefix that asks for them. */
  readonly randomString: (place: number) => string;
}

const longest = 512;
const expression = /!\{([^}]*)\}/g;

/**
 * Evaluates the expressions of a custom prefix. A prefix without a timestamp gets `yyyy/MM/dd/HH/` behind it.
 * https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 * @throws UserError for an expression that Firehose does not know, or that this run does not
 */
export function evaluatePrefix(prefix: string, values: PrefixValues): string {
  let hasExpression = false;
  let places = 0;
  const evaluated = prefix.replaceAll(expression, (whole, inner: string) => {
    const at = inner.indexOf(':');
    const [namespace, rest] = [inner.slice(0, at), inner.slice(at + 1)];
    if (namespace === 'timestamp') {
      hasExpression = true;
      return formatTime(values.time, rest, whole);
    }
    if (namespace === 'firehose' && rest === 'random-string') return values.randomString(places++);
    if (namespace === 'firehose' && rest === 'error-output-type' && values.errorOutputType !== undefined) {
      hasExpression = true;
      return values.errorOutputType;
    }
    throw new UserError(`Firehose prefix "${prefix}": ${whole} cannot be evaluated here: use !{timestamp:yyyy-MM-dd}.`);
  });
  return hasExpression ? evaluated : evaluated + formatTime(values.time, 'yyyy/MM/dd/HH/', prefix);
}

/**
 * What of a stream's two prefixes AWS refuses, or would evaluate as is not known; a line each.
 * https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html, "Semantic rules"
 */
export function* prefixFaults(prefix: string, errorPrefix: string | undefined): Iterable<string> {
  const ofErrors = '!{firehose:error-output-type}';
  if (errorPrefix === undefined) {
    yield prefix.includes('!{')
      ? 'prefix has expressions, so error_output_prefix is required'
      : `error_output_prefix is not set, and where errors are then written is not in the local run: give "errors/${ofErrors}/"`;
  } else if (!errorPrefix.includes(ofErrors)) {
    yield `error_output_prefix is "${errorPrefix}": give one with ${ofErrors}, such as "errors/${ofErrors}/"`;
  }
  if (prefix.includes(ofErrors)) yield `prefix is "${prefix}": ${ofErrors} is of error_output_prefix alone`;
  const values = { time: new Date(0), randomString: () => 'abcdefghijk', errorOutputType: 'format-conversion-failed' };
  for (const [name, given] of Object.entries({ prefix, error_output_prefix: errorPrefix ?? '' })) {
    try {
      const { length } = evaluatePrefix(given, values);
      if (length > longest) yield `${name} has ${length} characters once it is evaluated: ${longest} is the most`;
      if (given.replaceAll(expression, '').includes('!{')) yield `${name} is "${given}": an expression does not end`;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      yield error.message;
    }
  }
}

/** Java's DateTimeFormatter, as far as prefixes use it. */
export function formatTime(time: Date, pattern: string, whole = pattern): string {
  const parts: Readonly<Record<string, number>> = {
    y: time.getUTCFullYear(),
    M: time.getUTCMonth() + 1,
    d: time.getUTCDate(),
    H: time.getUTCHours(),
    m: time.getUTCMinutes(),
    s: time.getUTCSeconds(),
  };
  return pattern.replaceAll(
    /'([^']*)'|([A-Za-z])\2*/g,
    (found, quoted: string | undefined, letter: string | undefined) => {
      if (quoted !== undefined) return quoted === '' ? "'" : quoted;
      const value = parts[letter ?? ''];
      if (value === undefined) {
        throw new UserError(`Firehose prefix ${whole}: "${found}" is not read here: use y, M, d, H, m and s.`);
      }
      const text = String(value).padStart(found.length, '0');
      return letter === 'y' && found.length === 2 ? text.slice(-2) : text;
    },
  );
}
