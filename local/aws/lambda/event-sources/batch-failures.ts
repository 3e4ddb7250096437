import { isFields } from '../../../../scripts/text/is-fields';

/**
 * Which messages of a batch a function says that it failed on; all of them where its answer can't be understood. An answer
 * without any is a success.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 * @param answer JSON
 * @param ids of the batch's messages
 */
export function failuresIn(answer: string, ids: readonly string[]): readonly string[] {
  const response = JSON.parse(answer) as unknown;
  if (response === null) return [];
  if (!isFields(response)) return ids;
  const failures = response['batchItemFailures'] ?? [];
  if (!Array.isArray(failures)) return ids;
  const told = failures.map((one: unknown) => (isFields(one) ? one['itemIdentifier'] : undefined));
  const known = told.filter((one): one is string => typeof one === 'string' && ids.includes(one));
  return known.length < told.length ? ids : known;
}
