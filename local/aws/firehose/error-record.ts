import { type ConversionFailure } from './documents';

/** The Glue table that a stream converts to. */
export interface CatalogTable {
  readonly catalogId: string;
  readonly databaseName: string;
  readonly tableName: string;
  readonly region: string;
  readonly versionId: string;
}

/**
 * What Firehose writes below the error prefix for a record that it could not convert: one JSON document a line.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html
 */
export function errorRecord(
  failure: ConversionFailure,
  data: Buffer,
  times: { readonly arrival: number; readonly now: number },
  table: CatalogTable,
): string {
  return JSON.stringify({
    attemptsMade: 1,
    arrivalTimestamp: times.arrival,
    lastErrorCode: failure.code,
    lastErrorMessage: failure.message,
    attemptEndingTimestamp: times.now,
    rawData: data.toString('base64'),
    // Both are of a Kinesis stream as source; a record put directly has neither.
    sequenceNumber: null,
    subSequenceNumber: null,
    dataCatalogTable: { ...table, catalogArn: null },
  });
}
