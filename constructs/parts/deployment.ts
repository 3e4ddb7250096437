/** Where one environment of the application lives, and how long its logs do: what every construct needs to know. */
export interface Deployment {
  readonly application: string;
  readonly environment: string;
  readonly region: string;
  /** Twelve digits. S3 bucket names are global, so they end with it. */
  readonly accountId: string;
  readonly retentionInDays: number;
}

/** `<what>-<environment>-<application>` */
export const named = (what: string, { environment, application }: Deployment) =>
  `${what}-${environment}-${application}`;

/** `<what>-<environment>-<application>-<account>` */
export const bucketNamed = (what: string, deployment: Deployment) =>
  `${named(what, deployment)}-${deployment.accountId}`;

/** `<environment>-<application>-<what>` */
export const functionNamed = (what: string, { environment, application }: Deployment) =>
  `${environment}-${application}-${what}`;

/**
 * The ARN of something that is not a resource of the stack (Glue's catalog), or that can't be referred to where its
 * ARN is needed (a role's trust in the very stream that uses the role).
 */
export const arnOf = (service: string, { region, accountId }: Deployment, resource: string) =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

/** IAM is global: its ARNs hold no region. `kind` is `role`, `policy` or `oidc-provider`. */
export const iamArn = (kind: string, { accountId }: Deployment, name: string) =>
  `arn:aws:iam::${accountId}:${kind}/${name}`;
