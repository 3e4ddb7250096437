import { allow, type Statement } from '../parts/policy';
import { PLANS, RESCUED, type StateBucket } from './state-bucket';

/** What the pipelines' roles may do with one stack's state and with the plans that wait for it. */
export class StateAccess {
  private readonly state: string;
  private readonly lock: string;
  private readonly plans: string;
  private readonly rescued: string;

  constructor(
    private readonly bucket: StateBucket,
    environment: string,
  ) {
    this.state = `${environment}/analytics.tfstate`;
    this.lock = `${bucket.arn}/${this.state}.tflock`;
    this.plans = `${bucket.arn}/${PLANS}${environment}/*`;
    this.rescued = `${bucket.arn}/${RESCUED}${environment}/*`;
  }

  /** https://developer.hashicorp.com/terraform/language/backend/s3#s3-bucket-permissions */
  read(): Statement[] {
    return [
      allow('ReadState', 's3:GetObject', `${this.bucket.arn}/${this.state}`),
      // Terraform lists its workspaces, under env:/. Of a state that isn't there yet, S3 says so only to who may list the
      // bucket, and there is no prefix in that: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
      allow('FindState', 's3:ListBucket', this.bucket.arn, {
        StringEqualsIfExists: { 's3:prefix': 'env:/' },
      }),
    ];
  }

  write(): Statement[] {
    return [
      allow('WriteState', 's3:PutObject', `${this.bucket.arn}/${this.state}`),
      allow('LockState', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], this.lock),
      // Read by administrators alone: a state holds secrets.
      allow('RescueState', 's3:PutObject', this.rescued),
    ];
  }

  savePlans(): Statement[] {
    return [allow('SavePlans', 's3:PutObject', this.plans)];
  }

  readPlans(): Statement[] {
    return [allow('ReadPlans', 's3:GetObject', this.plans)];
  }
}
