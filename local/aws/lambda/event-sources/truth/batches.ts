import { type Truth } from '../../../truth';

const REPORTING = 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html';
const recorded = (test: string) => ({
  recorded: `localstack/localstack, tests/aws/services/lambda_/event_source_mapping/test_lambda_integration_sqs.snapshot.json: ${test}`,
});

/** What becomes of a batch of two messages, whose ids are `one` and `two`, by what the function answers. */
export interface BatchTruth extends Truth {
  readonly answer: unknown;
  readonly failed: readonly string[];
}

const both = ['one', 'two'];
const failures = (...identifiers: unknown[]) => ({
  batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
});

export const batchTruths: readonly BatchTruth[] = [
  { says: 'None failed', source: { page: REPORTING }, answer: failures(), failed: [] },
  { says: 'A null list', source: { page: REPORTING }, answer: { batchItemFailures: null }, failed: [] },
  {
    says: 'An empty answer',
    source: recorded('test_report_batch_item_failures_empty_json_batch_succeeds'),
    answer: {},
    failed: [],
  },
  { says: 'A null answer', source: { page: REPORTING }, answer: null, failed: [] },
  { says: 'One failed', source: recorded('test_report_batch_item_failures'), answer: failures('two'), failed: ['two'] },
  {
    says: 'A key of another name: all',
    source: recorded('test_report_batch_item_failures_invalid_result_json_batch_fails'),
    answer: { batchItemFailures: [{ foo: 'notvalid' }] },
    failed: both,
  },
  { says: 'An empty identifier: all', source: { page: REPORTING }, answer: failures(''), failed: both },
  { says: 'A null identifier: all', source: { page: REPORTING }, answer: failures(null), failed: both },
  { says: 'An identifier of no message: all', source: { page: REPORTING }, answer: failures('two', 'x'), failed: both },
  { says: 'No list: all', source: { page: REPORTING }, answer: { batchItemFailures: 'two' }, failed: both },
  { says: 'No object: all', source: { page: REPORTING }, answer: 'done', failed: both },
];
