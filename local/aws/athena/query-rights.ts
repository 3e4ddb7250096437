import { athena } from '../../../catalog/services/athena';
import { type Principal } from '../../../policies/iam/authorize';
import { type Stack } from '../../../terraform/stack';
import { AccessDenied, type AccessControl } from '../shared/access-control';
import { type Call, callOnBehalf } from '../shared/call';
import { type GlueTable } from '../glue/glue-table';
import { invalidRequest } from './engine/statement';
import { partitionPrefix } from './engine/table-files';
import { type TableSource } from './engine/query-database';
import { bucketArn, objectArn, S3Authorizer } from '../s3/s3-authorize';
import { QueryFailure } from './query-failure';
import { type ObjectLocation } from './workgroup';

const service = athena.principal;
const gluePage = 'https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html';
const s3Page = 'https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html';
const writePage = 'https://docs.aws.amazon.com/athena/latest/ug/querying.html#query-results-specify-location';

/** What Athena does with its caller's own rights: reading the catalog and the data, writing and reading results. */
export class QueryRights {
  readonly #glue: Call;
  readonly #s3: Call;
  readonly #results: Call;
  readonly #authorizer: S3Authorizer;

  constructor(
    access: AccessControl,
    private readonly stack: Stack,
    principal: Principal,
    /** How a denial by Glue begins. */
    private readonly denied = 'Insufficient permissions to execute the query.',
  ) {
    this.#glue = callOnBehalf(access, principal, service, gluePage);
    this.#s3 = callOnBehalf(access, principal, service, s3Page);
    this.#results = callOnBehalf(access, principal, service, writePage);
    this.#authorizer = new S3Authorizer(stack, access);
  }

  /** Before a query is taken in. @throws AwsError InvalidRequestException, as Athena words it */
  locateOutput({ bucket }: ObjectLocation): void {
    try {
      this.#results.require('s3:GetBucketLocation', bucketArn(bucket));
      this.#results.require('s3:ListBucketMultipartUploads', bucketArn(bucket));
    } catch (error) {
      throw invalidRequest(`Unable to verify/create output bucket ${bucket}. ${messageOf(error)}`);
    }
  }

  /** Whatever database a query names, Athena asks for the one called `default`, too. */
  findDefaultDatabase(): void {
    this.findDatabase('default');
  }

  /** Glue checks the resource and all its ancestors. */
  findDatabase(database: string): void {
    this.#require('glue:GetDatabase', `database/${database}`);
  }

  readSchema({ database, name }: Pick<GlueTable, 'database' | 'name'>): void {
    this.#require('glue:GetTable', `database/${database}`, `table/${database}/${name}`);
  }

  listDatabases(names: readonly string[]): void {
    this.#require('glue:GetDatabases', ...names.map((name) => `database/${name}`));
  }

  listTables(database: string, names: readonly string[]): void {
    this.#require('glue:GetTables', `database/${database}`, ...names.map((name) => `table/${database}/${name}`));
  }

  listPartitions({ database, name }: Pick<GlueTable, 'database' | 'name'>): void {
    this.#require('glue:GetPartitions', `database/${database}`, `table/${database}/${name}`);
  }

  /** Athena lists each partition that it reads, and reads its files. */
  readData({ table, files }: TableSource): void {
    const { bucket } = table;
    const at = (key: string): string => `Permission denied on S3 path: s3://${bucket}/${key}.`;
    const prefixes = new Set(files.map(({ partition }) => partitionPrefix(table, partition)));
    this.#guard(at(table.prefix), () => this.#s3.require('s3:GetBucketLocation', bucketArn(bucket)));
    for (const prefix of prefixes.size === 0 ? [table.prefix] : prefixes) {
      this.#guard(at(prefix), () => this.#s3.require('s3:ListBucket', bucketArn(bucket), { 's3:prefix': prefix }));
    }
    for (const { key } of files) {
      this.#guard(at(key), () => {
        this.#s3.require('s3:GetObject', objectArn(bucket, key));
      });
    }
    if (files.length > 0)
      this.#guard(at(table.prefix), () => this.#authorizer.requireKey(this.#s3, bucket, 'kms:Decrypt'));
  }

  /**
   * AWS's own policy for Athena has s3:GetObject and s3:ListBucket beside s3:PutObject where results go:
   * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonAthenaFullAccess.html (BaseQueryResultsPermissions)
   */
  writeResult({ bucket, key }: ObjectLocation): void {
    const what =
      `Access denied when writing output to url: s3://${bucket}/${key} . ` +
      'Please ensure you are allowed to access the S3 bucket.';
    this.#guard(what, () => {
      for (const action of ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:GetObject']) {
        this.#results.require(action, objectArn(bucket, key));
      }
      this.#results.require('s3:ListBucket', bucketArn(bucket), {
        's3:prefix': key.slice(0, key.lastIndexOf('/') + 1),
      });
      this.#authorizer.requireKey(this.#results, bucket, 'kms:GenerateDataKey');
    });
  }

  /** @throws AccessDenied */
  readResult({ bucket, key }: ObjectLocation): void {
    this.#results.require('s3:GetObject', objectArn(bucket, key));
    this.#authorizer.requireKey(this.#results, bucket, 'kms:Decrypt');
  }

  #require(action: string, ...resources: readonly string[]): void {
    const start = `arn:aws:glue:${this.stack.region}:${this.stack.accountId}`;
    this.#guard(this.denied, () =>
      this.#glue.require(
        action,
        ['catalog', ...resources].map((resource) => `${start}:${resource}`),
      ),
    );
  }

  /** A denial fails the query, in Athena's words and with IAM's behind them. */
  #guard(words: string, require: () => void): void {
    try {
      require();
    } catch (error) {
      if (!(error instanceof AccessDenied)) throw error;
      throw new QueryFailure(`${words} ${error.message}`);
    }
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
