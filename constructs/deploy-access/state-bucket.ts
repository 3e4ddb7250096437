import { Construct } from 'constructs';
import type { Deployment } from '../parts/deployment';
import { SecureBucket } from '../parts/secure-bucket';

/** One an account: the states of the application's stacks, and the plans that wait to be applied. */
export const stateBucketName = ({ application, accountId }: Pick<Deployment, 'application' | 'accountId'>) =>
  `terraform-state-${application}-${accountId}`;

/** Saved plans, which hold secrets in clear: `plans/<environment>/<commit>/…` */
export const PLANS = 'plans/';

/** States that Terraform could not write, and that administrators put back: `rescued/<environment>/…` */
export const RESCUED = 'rescued/';

export class StateBucket extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, { deployment }: { readonly deployment: Deployment }) {
    super(scope, id);
    const bucket = new SecureBucket(this, 'bucket', {
      deployment,
      name: stateBucketName(deployment),
      // A plan is applied within the day or made anew; none of its versions stays.
      lifecycle: [{ prefix: PLANS, expireAfterDays: 1, keepNoncurrentDays: 1 }],
      // An older state can be brought back for a quarter of a year.
      keepNoncurrentDays: 90,
      preventDestroy: true,
    });
    this.arn = bucket.arn;
    this.name = bucket.name;
  }
}
