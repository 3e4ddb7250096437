import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Construct } from 'constructs';
import { named } from '../parts/deployment';
import { policyText, type Statement } from '../parts/policy';
import { holds } from '../parts/source-location';
import { manageBuckets } from './buckets';
import { manageCatalog } from './catalog';
import type { Deployed } from './deployed';
import { manageEvents } from './events';
import { manageFunctions } from './functions';
import { manageKeys } from './keys';
import { manageLogs } from './logs';
import { manageMessages } from './messages';
import { manageMonitoring } from './monitoring';
import { manageQueries } from './queries';
import { manageRoles } from './roles';
import { manageStateMachines } from './state-machines';
import { manageStreams } from './streams';
import { manageTables } from './tables';

/**
 * What the pipelines may do with a stack's resources, in managed policies: inline ones of a role hold 10,240 characters
 * in all, a managed one 6,144, and a role has ten of them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export class DeployPolicies extends Construct {
  /** ARNs, by an id that stays. */
  readonly read: Readonly<Record<string, string>>;
  readonly write: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { deployed }: { readonly deployed: Deployed }) {
    super(scope, id);
    const data = [manageBuckets, manageCatalog, manageQueries, manageStreams, manageTables].map((manage) =>
      manage(deployed),
    );
    const services = [manageFunctions, manageStateMachines, manageMessages, manageKeys].map((manage) =>
      manage(deployed),
    );
    const operations = [manageEvents, manageLogs, manageMonitoring].map((manage) => manage(deployed));
    const roles = [manageRoles(deployed)];
    const policies = (name: string, description: string, statements: readonly Statement[]) =>
      Object.fromEntries(
        inPolicies(statements).map((some, index) => {
          const id = index === 0 ? name : `${name}-${index + 1}`;
          const made = new IamPolicy(this, id, {
            name: named(`github-${id}`, deployed.deployment),
            description,
            policy: policyText(some),
          });
          holds(made, some);
          return [id, made.arn];
        }),
      );
    const reads = (some: typeof data) => some.flatMap(({ read }) => read);
    const writes = (some: typeof data) => some.flatMap(({ write }) => write);
    this.read = {
      ...policies('read-data', 'Reads how buckets, tables, queries and streams are set up', reads(data)),
      ...policies('read-services', 'Reads how functions, machines, topics and keys are set up', reads(services)),
      ...policies(
        'read-operations',
        'Reads how rules, logs, alarms and roles are set up',
        reads([...operations, ...roles]),
      ),
    };
    this.write = {
      ...policies('write-data', 'Sets up buckets, tables, queries and streams', writes(data)),
      ...policies('write-services', 'Sets up functions, machines, topics and keys', writes(services)),
      ...policies('write-operations', 'Sets up rules, logs and alarms', writes(operations)),
      ...policies('write-roles', 'Sets up roles within the boundary, and policies', writes(roles)),
    };
  }
}

/** Characters. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length */
const LARGEST = 6144;

/** In as few policies as hold them, in their order: a stack that has more of everything needs a second. */
function inPolicies(statements: readonly Statement[]): Statement[][] {
  const parts: Statement[][] = [];
  for (const statement of statements) {
    const last = parts.at(-1);
    if (last && policyText([...last, statement]).length <= LARGEST) last.push(statement);
    else parts.push([statement]);
  }
  return parts;
}
