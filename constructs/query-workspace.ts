import { AthenaWorkgroup } from '@cdktf/provider-aws/lib/athena-workgroup';
import { Construct } from 'constructs';
import { REPORTS_PREFIX } from '../lambdas/report/report-location';
import { bucketNamed, type Deployment, named } from './parts/deployment';
import { SecureBucket } from './parts/secure-bucket';
import { allow, type Statement } from './parts/policy';

export interface QueryWorkspaceProps {
  readonly deployment: Deployment;
  /** Athena cancels a query that reads more, in bytes. */
  readonly athenaScanLimitBytes: number;
}

/** What queries return; Athena writes it. */
const RESULTS = 'results/';
/** One object per report: that it is being sent, or was. */
const SENT = 'sent/';

/** Where queries run, within a limit, and where their results lie for a while. */
export class QueryWorkspace extends Construct {
  readonly bucket: SecureBucket;
  readonly workgroupName: string;
  private readonly workgroupArn: string;

  constructor(scope: Construct, id: string, { deployment, athenaScanLimitBytes }: QueryWorkspaceProps) {
    super(scope, id);
    this.bucket = new SecureBucket(this, 'query-output-bucket', {
      deployment,
      name: bucketNamed('query-output', deployment),
      lifecycle: [
        { prefix: RESULTS, expireAfterDays: 30 },
        // An execution's name is free again after 90 days, and can be redriven for 14: its marker outlives both.
        { prefix: SENT, expireAfterDays: 120 },
        // A year and a month: a month's report can still be laid beside that of the year before.
        { prefix: REPORTS_PREFIX, expireAfterDays: 400 },
      ],
      keepNoncurrentDays: 7,
    });

    const workgroup = new AthenaWorkgroup(this, 'workgroup', {
      name: named('analytics', deployment),
      description: 'The queries of the analytics reports',
      // Athena deletes no workgroup that has run a query unless it is told to (RecursiveDeleteOption). With it go saved
      // queries, prepared statements and the history; results lie in the bucket. A plan that would do so is told, and
      // asks for approval, as one that loses data (catalog/services/athena.ts).
      // https://docs.aws.amazon.com/athena/latest/APIReference/API_DeleteWorkGroup.html
      forceDestroy: true,
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: athenaScanLimitBytes,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: `s3://${this.bucket.name}/${RESULTS}`,
          // Fails closed: results never go to a bucket that someone else made under this name.
          expectedBucketOwner: deployment.accountId,
          encryptionConfiguration: { encryptionOption: 'SSE_S3' },
        },
      },
    });
    this.workgroupName = workgroup.name;
    this.workgroupArn = workgroup.arn;
  }

  /**
   * Starting a query. Athena writes its results with the caller's own permissions, and AWS's policy for it reads and lists
   * them, too: https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html
   * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonAthenaFullAccess.html
   */
  startQueries(): Statement[] {
    const { arn } = this.bucket;
    return [
      allow('StartQueries', 'athena:StartQueryExecution', this.workgroupArn),
      allow(
        'WriteResults',
        ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
        `${arn}/${RESULTS}*`,
      ),
      allow('ListResults', 's3:ListBucket', arn, { StringLike: { 's3:prefix': `${RESULTS}*` } }),
      allow('LocateResults', ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'], arn),
    ];
  }

  followQueries(): Statement[] {
    return [allow('FollowQueries', 'athena:GetQueryExecution', this.workgroupArn)];
  }

  /** Athena reads the results' object with the caller's own permissions. */
  readResults(): Statement[] {
    return [
      allow('ReadResults', 'athena:GetQueryResults', this.workgroupArn),
      allow('ReadResultObjects', 's3:GetObject', `${this.bucket.arn}/${RESULTS}*`),
    ];
  }

  /** The markers that keep a retry from sending a report twice. */
  markSent(): Statement[] {
    return [allow('MarkSent', ['s3:GetObject', 's3:PutObject'], `${this.bucket.arn}/${SENT}*`)];
  }

  /**
   * The reports' pages. A link to one has its signer's rights, so whoever sends links must be able to read.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
   */
  storeReports(): Statement[] {
    return [allow('StoreReports', ['s3:GetObject', 's3:PutObject'], `${this.bucket.arn}/${REPORTS_PREFIX}*`)];
  }
}
