import type { GlueCatalogTableConfig } from '@cdktf/provider-aws/lib/glue-catalog-table';

const HIVE = 'org.apache.hadoop.hive.ql.io.parquet';

/**
 * The events' schema. Names are lower case, as Glue, Athena and Firehose make them: `userId` would show a change in
 * every plan. `timestamp` is a keyword of Hive's, so its column is `ts`; Firehose maps the key.
 */
const COLUMNS = [
  { name: 'id', type: 'string', comment: 'The video that was watched' },
  { name: 'userid', type: 'string', comment: 'Who watched it (userId)' },
  { name: 'format', type: 'string', comment: 'Of the video; reported as unknown when missing' },
  {
    name: 'ts',
    type: 'timestamp',
    comment:
      "When, in UTC (timestamp): yyyy-MM-dd'T'HH:mm:ss[.S]'Z', yyyy-MM-dd HH:mm:ss[.S], epoch seconds or milliseconds",
  },
];

export interface EventsTableProps {
  /** `s3://…/`, under which lie the `dt=YYYY-MM-DD/` folders. */
  readonly location: string;
  readonly eventsSince: string;
}

/**
 * An external table of Parquet files, by day. Partitions are projected, not stored: no crawler, no MSCK REPAIR, and a
 * report reads only its days. https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export const eventsTable = ({ location, eventsSince }: EventsTableProps) =>
  ({
    description: 'Who watched which video, by day of arrival',
    tableType: 'EXTERNAL_TABLE',
    parameters: {
      EXTERNAL: 'TRUE',
      classification: 'parquet',
      'projection.enabled': 'true',
      'projection.dt.type': 'date',
      'projection.dt.range': `${eventsSince},NOW`,
      'projection.dt.format': 'yyyy-MM-dd',
      'projection.dt.interval': '1',
      'projection.dt.interval.unit': 'DAYS',
    },
    partitionKeys: [{ name: 'dt', type: 'string', comment: 'Day of arrival, UTC, YYYY-MM-DD' }],
    storageDescriptor: {
      location,
      inputFormat: `${HIVE}.MapredParquetInputFormat`,
      outputFormat: `${HIVE}.MapredParquetOutputFormat`,
      serDeInfo: {
        name: 'parquet',
        serializationLibrary: `${HIVE}.serde.ParquetHiveSerDe`,
        parameters: { 'serialization.format': '1' },
      },
      columns: COLUMNS,
    },
  }) satisfies Partial<GlueCatalogTableConfig>;
