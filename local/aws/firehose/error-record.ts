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
 * That page has ErrorCode and ErrorMessage by now; what was seen on AWS in September 2026 has them with `last`.
 */
export function errorRecord(
  failure: ConversionFailure,
  data: Buffer,
  { arrival, now, place }: { readonly arrival: number; readonly now: number; readonly place: number },
  table: CatalogTable,
): string {
  return JSON.stringify({
    attemptsMade: 1,
    arrivalTimestamp: arrival,
    lastErrorCode: failure.code,
    lastErrorMessage: failure.message,
    attemptEndingTimestamp: now,
    rawData: data.toString('base64'),
    // 56 digits, as that of a Kinesis stream: a record that was put directly has one too.
    sequenceNumber: `4967${String(place).padStart(52, '0')}`,
    subSequenceNumber: null,
    dataCatalogTable: { ...table, catalogArn: null },
  });
}
