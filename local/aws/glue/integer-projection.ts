import { type Fault } from './date-projection';

const [least, most] = [-(2n ** 63n), 2n ** 63n - 1n];
const natural = /^[1-9]\d{0,8}$/;

/**
 * The values that an `integer` projection generates.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 * @throws what `fault` makes of it
 */
export function integerProjection(
  range: string,
  interval = '1',
  digits: string | undefined,
  fault: Fault,
): (value: string) => boolean {
  const ends = range.split(',').map((end) => end.trim());
  const [low, high] = ends.flatMap((end) => (/^-?\d{1,30}$/.test(end) ? [BigInt(end)] : []));
  if (ends.length !== 2 || low === undefined || high === undefined || low < least || high > most) {
    throw fault('range', range, 'give two whole numbers of 64 bits, as 0,23');
  }
  if (low > high) throw fault('range', range, 'the first is the lower one');
  if (!natural.test(interval.trim())) throw fault('interval', interval, 'give a positive integer');
  if (digits !== undefined && !natural.test(digits.trim())) throw fault('digits', digits, 'give a positive integer');
  const width = digits === undefined ? undefined : Number(digits);
  if (width !== undefined && (low < 0n || String(high).length > width)) {
    throw fault('digits', digits, 'here every value has at most so many digits, and none is below 0');
  }
  return (value) => {
    if (!/^-?\d{1,30}$/.test(value)) return false;
    const number = BigInt(value);
    if (number < low || number > high || (number - low) % BigInt(interval) !== 0n) return false;
    return value === (width === undefined ? String(number) : String(number).padStart(width, '0'));
  };
}
