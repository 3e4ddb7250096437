/** The parts of an ARN: `arn:partition:service:region:account:resource`. */
export interface ArnParts {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** `stateMachine:name`, `workgroup/name`, a queue's name. */
  readonly resource: string;
}

/**
 * The parts of an ARN that is written out, where a task needs them: a queue's URL, the ARNs of a machine's executions.
 * Each part may be a reference of Terraform's, the whole may not.
 */
export function partsOf(arn: string, service: string): ArnParts {
  const found = /^arn:([^:]+):([^:]+):((?:\$\{[^}]*\}|[^:{}])*):((?:\$\{[^}]*\}|[^:{}])*):(.+)$/.exec(arn);
  const [, partition, named, region, account, resource] = found ?? [];
  if (named !== service || !partition || region === undefined || account === undefined || !resource) {
    throw new Error(
      `"${arn}" must be written out, as arn:aws:${service}:REGION:ACCOUNT:RESOURCE: the task needs the ARN's parts.`,
    );
  }
  return { partition, region, account, resource };
}

/** What follows a prefix such as `workgroup/` in an ARN's resource. */
export function nameIn({ resource }: ArnParts, prefix: string): string {
  if (!resource.startsWith(prefix) || resource === prefix) {
    throw new Error(`"${resource}" is no resource of the kind ${prefix}NAME, which the task runs on.`);
  }
  return resource.slice(prefix.length);
}
