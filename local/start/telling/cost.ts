import { listPrices, type Rate } from '../../../catalog/prices';
import { athena } from '../../../catalog/services/athena';
import { cloudwatch } from '../../../catalog/services/cloudwatch';
import { firehose } from '../../../catalog/services/firehose';
import { kms } from '../../../catalog/services/kms';
import { lambda } from '../../../catalog/services/lambda';
import { s3 } from '../../../catalog/services/s3';
import { scheduler } from '../../../catalog/services/scheduler';
import { stepFunctions } from '../../../catalog/services/step-functions';

/** What a run used of AWS, as AWS would meter it. */
export interface Usage {
  /** Records rounded up to 5 KB each. */
  readonly firehoseBytes: number;
  /** Bytes scanned, of each query. */
  readonly queries: readonly number[];
  readonly stateTransitions: number;
  readonly invocations: readonly { readonly memoryMegabytes: number; readonly milliseconds: number }[];
  readonly s3Writes: number;
  readonly s3Reads: number;
  readonly storedBytes: number;
  readonly kmsKeys: number;
  /** An alarm by metric math has several. */
  readonly alarmMetrics: number;
  readonly dashboards: number;
  /** By EventBridge Scheduler: a rule's own schedule costs nothing. */
  readonly scheduled: number;
}

export interface CostLine {
  readonly what: string;
  readonly quantity: string;
  readonly price: string;
  /** US dollars */
  readonly dollars: number;
  /** Due each month, whatever runs. */
  readonly monthly?: boolean;
  /** Measured on this machine: another run of the same comes to another figure. */
  readonly measured?: boolean;
}

/** What a bill's pages are of, in the lines' order. */
const billed = [firehose, athena, stepFunctions, lambda, s3, kms, cloudwatch];

export const priceList = { ...listPrices, leftOut: 'messages, logs and traces' };

export const pricePages = ({ scheduled }: Pick<Usage, 'scheduled'>): string[] =>
  [...billed, ...(scheduled > 0 ? [scheduler] : [])].map(({ pricing }) => pricing.page);

const gigabyte = 1024 ** 3;
const megabyte = 1024 ** 2;
/** What Athena bills a query for at least. */
const leastScan = 10 * megabyte;

/** What Athena bills one query, in US dollars: megabytes rounded up, at least ten. https://aws.amazon.com/athena/pricing/ */
export function queryDollars(bytesScanned: number): number {
  const { dollars: rate, batch } = athena.pricing.rates.scanned;
  return (Math.ceil(Math.max(bytesScanned, leastScan) / megabyte) / batch) * rate;
}

/** What AWS would have billed for this usage. */
export function costOf(usage: Usage): CostLine[] {
  const ingested = usage.firehoseBytes / gigabyte;
  const scanned = usage.queries.reduce((sum, bytes) => sum + Math.max(bytes, leastScan), 0) / megabyte;
  const compute = usage.invocations.reduce(
    (sum, { memoryMegabytes, milliseconds }) => sum + (memoryMegabytes / 1024) * (Math.ceil(milliseconds) / 1000),
    0,
  );
  return [
    line('Firehose: ingestion', ingested, 'GB, records rounded up to 5 KB', firehose.pricing.rates.ingestion),
    line('Firehose: conversion to Parquet', ingested, 'GB', firehose.pricing.rates.conversion),
    line('Athena: data scanned', scanned, 'MB, at least 10 a query', athena.pricing.rates.scanned),
    line('Step Functions: state transitions', usage.stateTransitions, '', stepFunctions.pricing.rates.transitions),
    { ...line('Lambda: arm64 compute', compute, 'GB-seconds', lambda.pricing.rates.compute), measured: true },
    line('Lambda: requests', usage.invocations.length, '', lambda.pricing.rates.requests),
    line('S3: writes', usage.s3Writes, 'requests', s3.pricing.rates.writes),
    line('S3: reads', usage.s3Reads, 'requests', s3.pricing.rates.reads),
    { ...line('S3: storage, each month', usage.storedBytes / gigabyte, 'GB', s3.pricing.rates.storage), monthly: true },
    { ...line('KMS: keys, each month', usage.kmsKeys, '', kms.pricing.rates.key), monthly: true },
    {
      ...line('CloudWatch: alarms, each month', usage.alarmMetrics, 'metrics', cloudwatch.pricing.rates.alarmMetric),
      monthly: true,
    },
    {
      ...line('CloudWatch: dashboard, each month', usage.dashboards, '', cloudwatch.pricing.rates.dashboard),
      monthly: true,
    },
    ...(usage.scheduled > 0
      ? [line('EventBridge Scheduler: invocations', usage.scheduled, '', scheduler.pricing.rates.invocations)]
      : []),
  ];
}

/** `$0.0449, and $1.0001 each month` */
export function totalOf(lines: readonly CostLine[]): string {
  const sum = (monthly: boolean) =>
    lines.filter((line) => Boolean(line.monthly) === monthly).reduce((total, line) => total + line.dollars, 0);
  return `${dollars(sum(false))}, and ${dollars(sum(true))} each month`;
}

/** `$0.0284`: cents alone would hide most of it. */
export const dollars = (amount: number): string => `$${amount.toFixed(4)}`;

function line(what: string, amount: number, unit: string, { dollars: rate, per, batch = 1 }: Rate): CostLine {
  const quantity = Number.isInteger(amount) ? amount.toLocaleString('en-US') : String(Number(amount.toPrecision(3)));
  return { what, quantity: `${quantity} ${unit}`.trim(), price: `$${rate}/${per}`, dollars: (amount / batch) * rate };
}
