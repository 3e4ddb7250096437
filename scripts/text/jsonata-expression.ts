/** https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-expressions */
export const isExpression = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}') && value.length >= 4;

/** What stands between its signs, as AWS shows it. */
export const bodyOf = (expression: string): string => expression.slice(2, -2).trim();
