import { dollars, queryCost } from '../../../lambdas/report/query-cost';
import { costOf, pricePages, totalOf } from './cost';

test('what AWS would bill, reckoned by hand', () => {
  const lines = costOf({
    // A million records of up to 5 KB.
    firehoseBytes: 1e6 * 5 * 1024,
    // One query below the minimum of 10 MB, one of 1 TB.
    queries: [1, 1024 ** 4],
    stateTransitions: 8_000,
    invocations: [
      { memoryMegabytes: 256, milliseconds: 0.4 },
      { memoryMegabytes: 1024, milliseconds: 1_999 },
    ],
    s3Writes: 1_000,
    s3Reads: 10_000,
    storedBytes: 10 * 1024 ** 3,
    kmsKeys: 1,
    alarmMetrics: 18,
    dashboards: 1,
    scheduled: 500_000,
  });
  expect(
    Object.fromEntries(lines.map(({ what, quantity, dollars }) => [what, [quantity, Number(dollars.toFixed(6))]])),
  ).toEqual({
    'Firehose: ingestion': ['4.77 GB, records rounded up to 5 KB', 0.138283],
    'Firehose: conversion to Parquet': ['4.77 GB', 0.085831],
    'Athena: data scanned': ['1,048,586 MB, at least 10 a query', 5.000048],
    'Step Functions: state transitions': ['8,000', 0.2],
    'Lambda: arm64 compute': ['2 GB-seconds', 0.000027],
    'Lambda: requests': ['2', 0],
    'S3: writes': ['1,000 requests', 0.005],
    'S3: reads': ['10,000 requests', 0.004],
    'S3: storage, each month': ['10 GB', 0.23],
    'KMS: keys, each month': ['1', 1],
    'CloudWatch: alarms, each month': ['18 metrics', 1.8],
    'CloudWatch: dashboard, each month': ['1', 3],
    // Without the free tier of 14 million: https://aws.amazon.com/eventbridge/pricing/
    'EventBridge Scheduler: invocations': ['500,000', 0.5],
  });
  expect(totalOf(lines)).toBe('$5.9332, and $6.0300 each month');
});

test('what no schedule of a zone invokes is not on the bill, nor its page', () => {
  expect(pricePages({ scheduled: 0 })).not.toContain('https://aws.amazon.com/eventbridge/pricing/');
  expect(pricePages({ scheduled: 1 })).toContain('https://aws.amazon.com/eventbridge/pricing/');
});

test('the report reckons its query as the run does', () => {
  const nothing = {
    firehoseBytes: 0,
    stateTransitions: 0,
    invocations: [],
    s3Writes: 0,
    s3Reads: 0,
    storedBytes: 0,
    kmsKeys: 0,
    alarmMetrics: 0,
    dashboards: 0,
    scheduled: 0,
  };
  for (const bytes of [0, 10 * 1024 ** 2, 1024 ** 4]) {
    const [, , athena] = costOf({ ...nothing, queries: [bytes] });
    expect(dollars(athena?.dollars ?? 0)).toBe(dollars(queryCost(bytes)));
  }
});
