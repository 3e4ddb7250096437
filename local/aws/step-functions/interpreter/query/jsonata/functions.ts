import { randomInt, randomUUID } from 'node:crypto';
import { type AWS_FUNCTIONS } from '../../../../../../scripts/text/jsonata-functions';
import { refusal } from '../../failure';
import { hashOf, isAlgorithm } from '../../functions/hash';
import { OtherNumber, parseJson } from '../../json';

/**
 * Step Functions' own functions. What they do with arguments of other kinds is not recorded: refused.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn
 */
export const ownFunctions = {
  partition(list: unknown, size: unknown) {
    if (!Array.isArray(list) || !isWhole(size) || size < 1) throw notKnown('$partition', [list, size]);
    const parts = Math.ceil(list.length / size);
    return Array.from({ length: parts }, (_, part) => (list as unknown[]).slice(part * size, (part + 1) * size));
  },
  /** A sequence: one that has one member is that member (recorded: test_array_jsonata.py test_array_range). */
  range(first: unknown, last: unknown, step: unknown) {
    if (!isWhole(first) || !isWhole(last) || !isWhole(step) || step === 0)
      throw notKnown('$range', [first, last, step]);
    const length = Math.floor((last - first) / step) + 1;
    if (length < 1 || length > longestRange) throw notKnown('$range', [first, last, step]);
    const values = Array.from({ length }, (_, at) => first + at * step);
    return Object.defineProperty(values, 'sequence', { value: true });
  },
  hash(text: unknown, algorithm: unknown) {
    if (typeof text !== 'string' || !isAlgorithm(algorithm)) throw notKnown('$hash', [text, algorithm]);
    return hashOf(text, algorithm);
  },
  random(seed: unknown) {
    if (seed !== undefined) throw refusal('$random with a seed, whose numbers are AWS’s own');
    return randomInt(2 ** 47) / 2 ** 47;
  },
  uuid: () => randomUUID() as string,
  parse(text: unknown) {
    if (typeof text !== 'string') throw notKnown('$parse', [text]);
    try {
      return parseJson(text);
    } catch (error) {
      if (error instanceof OtherNumber) throw refusal(error.message);
      throw notKnown('$parse', [text]);
    }
  },
} as const satisfies Record<(typeof AWS_FUNCTIONS)[number], unknown>;

/** As of the intrinsic function that it stands for. */
const longestRange = 1000;

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

const notKnown = (name: string, args: readonly unknown[]) =>
  refusal(`${name}(${args.map((arg) => JSON.stringify(arg) ?? 'nothing').join(', ')})`);
