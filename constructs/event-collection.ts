import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchLogStream } from '@cdktf/provider-aws/lib/cloudwatch-log-stream';
import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database';
import { GlueCatalogTable } from '@cdktf/provider-aws/lib/glue-catalog-table';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { KinesisFirehoseDeliveryStream } from '@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream';
import { Construct } from 'constructs';
import { arnOf, bucketNamed, type Deployment, named } from './parts/deployment';
import { eventsTable } from './parts/events-table';
import { SecureBucket } from './parts/secure-bucket';
import { ServiceRole } from './parts/service-role';
import { allow, policyText, type Statement } from './parts/policy';
import { holds } from './parts/source-location';

export interface EventCollectionProps {
  readonly deployment: Deployment;
  /** The first day that can hold events, `YYYY-MM-DD`: partitions are projected from it on. */
  readonly eventsSince: string;
}

/** Where events go, by Hive partition; Athena and Glue read `dt` from the key. */
const EVENTS = 'events/';
/** Where records go that can't be converted. */
const ERRORS = 'errors/';
/** Those that are not JSON, or don't fit the schema: Firehose's name for what it could not convert. */
const MALFORMED = `${ERRORS}format-conversion-failed/`;

/** Takes events from producers, as JSON, and keeps them by day of arrival, as Parquet with a schema in Glue. */
export class EventCollection extends Construct {
  readonly bucket: SecureBucket;
  readonly databaseName: string;
  readonly tableName: string;
  readonly streamName: string;
  readonly producerPolicyArn: string;
  /** What stands before the day (`YYYY-MM-DD/…`) in the keys of records that could not be converted. */
  readonly malformedPrefix = `${MALFORMED}dt=`;
  private readonly ancestors: Readonly<Record<'catalog' | 'database' | 'defaultDatabase' | 'table', string>>;

  constructor(scope: Construct, id: string, { deployment, eventsSince }: EventCollectionProps) {
    super(scope, id);
    this.bucket = new SecureBucket(this, 'events-bucket', {
      deployment,
      name: bucketNamed('events', deployment),
      // A report reads two months at most; older events are read now and then, and at once (Glacier Instant Retrieval).
      lifecycle: [
        {
          prefix: EVENTS,
          transitions: [
            { days: 90, storageClass: 'STANDARD_IA' },
            { days: 365, storageClass: 'GLACIER_IR' },
          ],
        },
        { prefix: ERRORS, expireAfterDays: 365 },
      ],
      keepNoncurrentDays: 30,
    });

    const database = new GlueCatalogDatabase(this, 'database', { name: named('video-analytics', deployment) });
    const table = new GlueCatalogTable(this, 'table', {
      databaseName: database.name,
      name: named('events', deployment),
      ...eventsTable({ location: `s3://${this.bucket.name}/${EVENTS}`, eventsSince }),
    });
    this.databaseName = database.name;
    this.tableName = table.name;
    this.ancestors = {
      catalog: arnOf('glue', deployment, 'catalog'),
      database: database.arn,
      defaultDatabase: arnOf('glue', deployment, 'database/default'),
      table: table.arn,
    };

    const stream = this.deliveryStream(deployment);
    this.streamName = stream.name;
    this.producerPolicyArn = this.producerPolicy(deployment, stream.arn);
  }

  private deliveryStream(deployment: Deployment): KinesisFirehoseDeliveryStream {
    const name = named('events-stream', deployment);
    const logGroup = new CloudwatchLogGroup(this, 'stream-log-group', {
      name: `/aws/kinesisfirehose/${name}`,
      retentionInDays: deployment.retentionInDays,
    });
    const logStream = new CloudwatchLogStream(this, 'stream-log-stream', {
      name: 'DestinationDelivery',
      logGroupName: logGroup.name,
    });
    const { catalog, database, table } = this.ancestors;
    const objects = [`${this.bucket.arn}/${EVENTS}*`, `${this.bucket.arn}/${ERRORS}*`];
    const role = new ServiceRole(this, 'stream-role', {
      deployment,
      name: named('firehose-role', deployment),
      description: `What ${name} may do`,
      service: 'firehose.amazonaws.com',
      // The trust that AWS gives for Firehose, to the letter: it comes with the account's number for an external id. Whether
      // Firehose sends aws:SourceArn or aws:SourceAccount, and which ARN when it tries the role before the stream is
      // there, AWS does not say.
      // https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#firehose-assume-role
      trustCondition: { StringEquals: { 'sts:ExternalId': deployment.accountId } },
      // https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
      statements: [
        allow('DeliverObjects', ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], objects),
        // AWS does not say which prefix Firehose lists with, so a condition on it might refuse deliveries.
        allow(
          'FindUploads',
          ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
          this.bucket.arn,
        ),
        // Glue checks a table and all its ancestors.
        allow(
          'ReadSchema',
          ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
          [catalog, database, table],
        ),
        allow('LogDeliveryErrors', 'logs:PutLogEvents', logStream.arn),
      ],
    });

    return new KinesisFirehoseDeliveryStream(this, 'stream', {
      name,
      destination: 'extended_s3',
      serverSideEncryption: { enabled: true, keyType: 'AWS_OWNED_CMK' },
      extendedS3Configuration: {
        roleArn: role.arn,
        bucketArn: this.bucket.arn,
        prefix: `${EVENTS}dt=!{timestamp:yyyy-MM-dd}/`,
        errorOutputPrefix: `${ERRORS}!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/`,
        customTimeZone: 'UTC',
        bufferingInterval: 60,
        bufferingSize: 64,
        // Parquet compresses its own pages; Firehose refuses to compress the file again.
        compressionFormat: 'UNCOMPRESSED',
        cloudwatchLoggingOptions: { enabled: true, logGroupName: logGroup.name, logStreamName: logStream.name },
        dataFormatConversionConfiguration: {
          enabled: true,
          // This deserializer reads ISO 8601 in UTC, `yyyy-MM-dd HH:mm:ss`, and epoch seconds or milliseconds:
          // https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
          // Only the other one, HiveJsonSerDe, takes a list of formats, but it can't map a key to another column.
          inputFormatConfiguration: {
            deserializer: { openXJsonSerDe: { caseInsensitive: true, columnToJsonKeyMappings: { ts: 'timestamp' } } },
          },
          outputFormatConfiguration: { serializer: { parquetSerDe: { compression: 'SNAPPY' } } },
          schemaConfiguration: {
            databaseName: this.databaseName,
            tableName: this.tableName,
            roleArn: role.arn,
            region: deployment.region,
            versionId: 'LATEST',
          },
        },
      },
      dependsOn: [role.policy],
    });
  }

  private producerPolicy(deployment: Deployment, streamArn: string): string {
    const statements = [allow('SendEvents', ['firehose:PutRecord', 'firehose:PutRecordBatch'], streamArn)];
    const policy = new IamPolicy(this, 'producer-policy', {
      name: named('events-producer', deployment),
      description: 'For whoever sends events: put records on the one stream, and nothing else',
      policy: policyText(statements),
    });
    holds(policy, statements);
    return policy.arn;
  }

  /**
   * What a query on the events needs of its caller: Athena reads Glue and S3 with the caller's own permissions.
   * https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html
   *
   * Whatever a query reads, Athena looks for the database `default`, too (that page, "Configure AWS Glue access to your
   * catalog and database per AWS Region"). Its example has glue:CreateDatabase "to create databases" and
   * glue:GetDatabases besides; reports create none and list none.
   */
  readEvents(): Statement[] {
    const { catalog, database, defaultDatabase, table } = this.ancestors;
    return [
      allow('FindDatabase', 'glue:GetDatabase', [catalog, database, defaultDatabase]),
      allow('ReadSchema', 'glue:GetTable', [catalog, database, table]),
      allow('ReadEvents', 's3:GetObject', `${this.bucket.arn}/${EVENTS}*`),
      allow('ListEvents', 's3:ListBucket', this.bucket.arn, { StringLike: { 's3:prefix': `${EVENTS}*` } }),
      allow('LocateEvents', 's3:GetBucketLocation', this.bucket.arn),
    ];
  }

  /** Finding and reading the records that could not be converted. */
  readMalformed(): Statement[] {
    return [
      allow('FindMalformed', 's3:ListBucket', this.bucket.arn, {
        StringEquals: { 's3:prefix': this.malformedPrefix },
      }),
      allow('ReadMalformed', 's3:GetObject', `${this.bucket.arn}/${MALFORMED}*`),
    ];
  }
}
