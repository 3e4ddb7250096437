import { blocksOfType, optionalText } from '../../terraform/query';
import { type Stack } from '../../terraform/stack';
import { type Access, readAccess, type RoleAccess } from '../iam/access';
import { mayBeAllowed } from '../iam/authorize';
import { type Statement } from '../iam/document';
import { type CheckInput } from '../findings/finding';
import { isOfMachine } from './machine-rights';
import { namedResources } from '../iam/statement-matches';

/**
 * Whether what an action could be misused for stays within what the pipelines may bring about anyway: a role that one
 * GitHub environment alone takes on, and resources, each by its name, of the stack that it is there to apply. Roles and
 * what runs with them stay within a permissions boundary, which that role can't change.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export class Containment {
  private readonly applied: readonly (readonly [Stack, Access])[];

  constructor(private readonly input: CheckInput) {
    const { stack, neighbours } = input;
    this.applied = neighbours.map((neighbour) => [neighbour, readAccess(neighbour, [stack])]);
  }

  holds(action: string, statement: Statement): boolean {
    const rule = Object.hasOwn(RULES, action) ? RULES[action] : undefined;
    const holders = this.holders(statement);
    if (isOfMachine(action, statement, holders, this.input, this.applied)) return true;
    return rule !== undefined && holders.length > 0 && holders.every(isDeployer) && rule(this, statement, holders);
  }

  /** Whether some role, or some policy that no role holds, has both. */
  sharesHolder(one: Statement, other: Statement): boolean {
    const { roles, managedPolicies } = this.input.access;
    return [...roles.values(), ...managedPolicies.values()].some(
      ({ statements }) => statements.includes(one) && statements.includes(other),
    );
  }

  private holders(statement: Statement): RoleAccess[] {
    return [...this.input.access.roles.values()].filter(({ statements }) => statements.includes(statement));
  }

  /** Every resource is a block of a neighbour's that passes. */
  each(statement: Statement, passes: (arn: string, stack: Stack, access: Access) => boolean): boolean {
    const named = namedResources(statement);
    return named?.every((arn) => this.applied.some(([stack, access]) => passes(arn, stack, access))) ?? false;
  }

  /** A condition says that the boundary is one of ours, which no holder can rewrite or lift. */
  withinBoundary(statement: Statement, holders: readonly RoleAccess[]): boolean {
    const { access } = this.input;
    const named = namedResources(statement) ?? [];
    const boundaries = statement.conditions
      .filter(({ key, operator }) => key === 'iam:permissionsboundary' && operator.toLowerCase() === 'stringequals')
      .flatMap(({ values }) => values);
    if (named.length === 0 || boundaries.length === 0 || boundaries.some((arn) => !access.boundaries.has(arn))) {
      return false;
    }
    const asked = [
      ...boundaries.flatMap((arn) => REWRITE.map((action) => [action, arn] as const)),
      ...named.map((arn) => ['iam:DeleteRolePermissionsBoundary', arn] as const),
    ];
    return holders.every(({ arn }) =>
      asked.every(
        ([action, resource]) => !mayBeAllowed(access, { principal: { kind: 'role', arn }, action, resource }),
      ),
    );
  }

  /** No role of the pipelines holds the policy, and none is bounded by it. */
  isForOthers(arn: string): boolean {
    const { access } = this.input;
    return !access.boundaries.has(arn) && !access.managedPolicies.has(arn);
  }
}

/** A role for jobs of one GitHub environment, whose settings say who approves them and from which branch they run. */
const isDeployer = ({ trust }: RoleAccess): boolean =>
  trust.every(
    ({ effect, principals, conditions }) =>
      effect === 'Deny' ||
      ((principals?.federated.length ?? 0) > 0 &&
        conditions.some(
          ({ key, operator, values }) =>
            key.endsWith(':sub') &&
            operator.toLowerCase() === 'stringequals' &&
            values.every((value) => /^repo:[^:*?]+:environment:[^:*?]+$/.test(value)),
        )),
  );

const REWRITE = [
  'iam:CreatePolicyVersion',
  'iam:SetDefaultPolicyVersion',
  'iam:DeletePolicyVersion',
  'iam:DeletePolicy',
];

type Rule = (containment: Containment, statement: Statement, holders: readonly RoleAccess[]) => boolean;

const withinBoundary: Rule = (containment, statement, holders) => containment.withinBoundary(statement, holders);

const boundedRole: Rule = (containment, statement) =>
  containment.each(statement, (arn, _, { roles }) => roles.get(arn)?.boundary !== undefined);

/** What runs with a role runs within that role's boundary. */
const runsBounded =
  (type: string, role: string): Rule =>
  (containment, statement) =>
    containment.each(statement, (arn, stack, { roles }) => {
      const block = blocksOfType(stack, type).find((one) => optionalText(one, 'arn') === arn);
      return roles.get((block && optionalText(block, role)) ?? '')?.boundary !== undefined;
    });

const ownResource =
  (type: string): Rule =>
  (containment, statement) =>
    containment.each(statement, (arn, stack) =>
      blocksOfType(stack, type).some((block) => optionalText(block, 'arn') === arn),
    );

const policyForOthers: Rule = (containment, statement, holders) =>
  ownResource('aws_iam_policy')(containment, statement, holders) &&
  (statement.resources?.patterns ?? []).every(({ text }) => containment.isForOthers(text));

const equals = ({ conditions }: Statement, matches: (key: string, values: readonly string[]) => boolean): boolean =>
  conditions.some(
    ({ key, operator, values }) =>
      operator.toLowerCase() === 'stringequals' &&
      values.length > 0 &&
      !values.some((value) => /[*?]|\$\{/.test(value)) &&
      matches(key, values),
  );

/** Only a service gets in, not whoever the pipelines name. */
const forService: Rule = (containment, statement, holders) =>
  ownResource('aws_lambda_function')(containment, statement, holders) &&
  equals(
    statement,
    (key, values) => key === 'lambda:principal' && values.every((value) => value.endsWith('.amazonaws.com')),
  );

/** A key has no name: its tags say whose it is. https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html */
export const byTags = (statement: Statement): boolean =>
  ['application', 'environment'].every((tag) =>
    equals(statement, (key) => [`aws:resourcetag/${tag}`, `aws:requesttag/${tag}`].includes(key)),
  );

const ownKey: Rule = (_, statement) =>
  ['application', 'environment'].every((tag) => equals(statement, (key) => key === `aws:resourcetag/${tag}`));

/** By action, as `privilege-escalation` lists them: what must be so. An action that isn't here is never contained. */
const RULES: Readonly<Record<string, Rule>> = {
  'iam:PutRolePolicy': withinBoundary,
  'iam:AttachRolePolicy': withinBoundary,
  'iam:PutRolePermissionsBoundary': withinBoundary,
  'iam:UpdateAssumeRolePolicy': boundedRole,
  'iam:CreatePolicyVersion': policyForOthers,
  'iam:CreatePolicy': policyForOthers,
  'iam:DeletePolicy': policyForOthers,
  'iam:DeletePolicyVersion': policyForOthers,
  'iam:DeleteRolePolicy': boundedRole,
  'iam:PassRole': boundedRole,
  'lambda:UpdateFunctionCode': runsBounded('aws_lambda_function', 'role'),
  'lambda:UpdateFunctionConfiguration': runsBounded('aws_lambda_function', 'role'),
  'states:UpdateStateMachine': runsBounded('aws_sfn_state_machine', 'role_arn'),
  'lambda:AddPermission': forService,
  'lambda:RemovePermission': ownResource('aws_lambda_function'),
  's3:DeleteBucketPolicy': ownResource('aws_s3_bucket'),
  's3:PutBucketOwnershipControls': ownResource('aws_s3_bucket'),
  's3:PutBucketPolicy': ownResource('aws_s3_bucket'),
  's3:PutBucketPublicAccessBlock': ownResource('aws_s3_bucket'),
  'sns:SetTopicAttributes': ownResource('aws_sns_topic'),
  'sqs:SetQueueAttributes': ownResource('aws_sqs_queue'),
  'kms:PutKeyPolicy': ownKey,
};
