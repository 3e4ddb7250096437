/**
 * Athena's list price in US East (N. Virginia), US dollars for a TB scanned, as of 2025; other regions differ by some
 * per cent. https://aws.amazon.com/athena/pricing/
 */
export const ATHENA_PRICE = { dollarsPerTerabyte: 5, region: 'US East (N. Virginia)', asOf: '2025' } as const;

const MEGABYTE = 1024 ** 2;
/** Of one query, whatever it read. */
const LEAST_MEGABYTES = 10;

/** What Athena bills for one query, in US dollars: megabytes rounded up, at least ten. */
export const queryCost = (dataScannedInBytes: number): number =>
  (Math.max(LEAST_MEGABYTES, Math.ceil(dataScannedInBytes / MEGABYTE)) / MEGABYTE) * ATHENA_PRICE.dollarsPerTerabyte;

/** `$0.000048`, `$1.23`: two digits at least, however small it is. */
export const dollars = (amount: number): string =>
  `$${amount >= 0.1 ? amount.toFixed(2) : amount.toFixed(Math.min(20, 1 - Math.floor(Math.log10(amount))))}`;
