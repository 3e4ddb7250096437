import { UserError } from '../../../scripts/user-error';

export interface PrefixValues {
  /** Arrival of the oldest record of the object, in UTC. */
  readonly time: Date;
  /** `format-conversion-failed`; only in an error prefix. */
  readonly errorOutputType?: string;
  /** Eleven characters. */
  readonly randomString: string;
}

/**
 * Evaluates the expressions of a custom prefix. A prefix without a timestamp gets `yyyy/MM/dd/HH/` behind it.
 * https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 * @throws UserError for an expression that Firehose does not know, or that this run does not
 */
export function evaluatePrefix(prefix: string, values: PrefixValues): string {
  let hasExpression = false;
  const evaluated = prefix.replaceAll(/!\{([^}]*)\}/g, (whole, expression: string) => {
    const at = expression.indexOf(':');
    const [namespace, rest] = [expression.slice(0, at), expression.slice(at + 1)];
    if (namespace === 'timestamp') {
      hasExpression = true;
      return formatTime(values.time, rest, whole);
    }
    if (namespace === 'firehose' && rest === 'random-string') return values.randomString;
    if (namespace === 'firehose' && rest === 'error-output-type' && values.errorOutputType !== undefined) {
      hasExpression = true;
      return values.errorOutputType;
    }
    throw new UserError(`Firehose prefix "${prefix}": ${whole} cannot be evaluated here: use !{timestamp:yyyy-MM-dd}.`);
  });
  return hasExpression ? evaluated : evaluated + formatTime(values.time, 'yyyy/MM/dd/HH/', prefix);
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
