/** A number as it is written, in the terms of Java's BigDecimal: the unscaled digits times ten to the power of minus the scale. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly scale: number;
}

/**
 * What keeps a text from being the number of a message's attribute, in SNS and SQS alike: it is none; it has more than 38
 * digits, trailing zeros of a fraction too; it is beyond 10^-128 and 10^126, a zero with such an exponent too; or it is of
 * a kind of which no answer was recorded.
 * Recorded: radkawar/stackd at 9dc356f, testdata/aws/sns/numeric_attributes.json.
 */
export type NumberFault = 'form' | 'precision' | 'scale' | 'not recorded';

export function numberFault(text: string): NumberFault | undefined {
  const read = decimal(text);
  if (!read) return /^[ -~]*$/.test(text) ? 'form' : 'not recorded';
  const { digits, scale } = read;
  const exponent = digits.length - scale - 1;
  const tooSmallOrLarge = exponent < -128 || exponent >= 126;
  // What is recorded tells a limit of the scale from one of the value nowhere.
  if (tooSmallOrLarge !== (scale > 128 || scale <= -126)) return 'not recorded';
  if (digits.length > 38) return tooSmallOrLarge ? 'not recorded' : 'precision';
  return tooSmallOrLarge ? 'scale' : undefined;
}

/** All its digits and no more: `0001.23000` is 1.23, and `1e3` is 1000. For a text without a fault. */
export function plainNumber(text: string): string {
  const { negative, digits, scale } = decimal(text) ?? { negative: false, digits: text, scale: 0 };
  if (digits === '0') return '0';
  const whole = digits.padEnd(digits.length - Math.min(scale, 0), '0').padStart(Math.max(scale, 0) + 1, '0');
  const point = whole.length - Math.max(scale, 0);
  const fraction = whole.slice(point).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole.slice(0, point)}${fraction === '' ? '' : `.${fraction}`}`;
}

function decimal(text: string): Decimal | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const digits = `${whole}${fraction}`.replace(/^0+(?=\d)/, '');
  return { negative: sign === '-', digits, scale: fraction.length - Number(exponent) };
}
