import { type Check } from '../findings/finding';
import { Containment } from './containment';
import { matchesAction } from '../iam/matches-action';
import { at, placedStatements } from '../findings/placed-statements';

/** Each by itself lets its holder take rights that it was not given. */
const ALONE: Readonly<Record<string, string>> = {
  'iam:AttachRolePolicy': 'attach any policy to the role',
  'iam:AttachUserPolicy': 'attach any policy to the user',
  'iam:AttachGroupPolicy': 'attach any policy to the group',
  'iam:PutRolePolicy': 'write any policy into the role',
  'iam:PutUserPolicy': 'write any policy into the user',
  'iam:PutGroupPolicy': 'write any policy into the group',
  'iam:CreatePolicyVersion': 'rewrite a policy that it holds',
  'iam:SetDefaultPolicyVersion': 'bring an old version of a policy back',
  'iam:UpdateAssumeRolePolicy': 'let itself assume the role',
  'iam:DeleteRolePermissionsBoundary': "lift the role's boundary",
  'iam:PutRolePermissionsBoundary': "replace the role's boundary",
  'iam:CreateAccessKey': 'make keys of another user',
  'iam:CreateLoginProfile': 'log in as another user',
  'iam:UpdateLoginProfile': "change another user's password",
  'iam:AddUserToGroup': 'join a group that has more rights',
  'lambda:UpdateFunctionCode': "run code with the function's role",
  'lambda:UpdateFunctionConfiguration': "run a layer of its own with the function's role",
  'glue:UpdateDevEndpoint': "log in with the endpoint's role",
  'states:UpdateStateMachine': "call what the machine's role may",
  'kms:PutKeyPolicy': 'give itself the key',
  's3:PutBucketPolicy': 'give itself, or anyone, the bucket',
  'sns:AddPermission': 'give anyone the topic',
  'sqs:AddPermission': 'give anyone the queue',
  'lambda:AddPermission': 'let anyone invoke the function',
};

export const privilegeEscalation: Check = {
  rule: 'privilege-escalation',
  why: 'With this action the holder can give itself rights that its policy does not list.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  run: (input) => {
    const containment = new Containment(input);
    return placedStatements(input.access)
      .filter(({ kind, statement }) => ['identity', 'boundary'].includes(kind) && statement.effect === 'Allow')
      .flatMap((placed) => {
        const { not, patterns } = placed.statement.actions;
        return Object.entries(ALONE)
          .filter(([action]) => patterns.some((pattern) => matchesAction(pattern, action)) !== not)
          .filter(([action]) => !containment.holds(action, placed.statement))
          .map(([action, can]) => ({
            ...at(placed),
            message: `${action} lets its holder ${can}`,
            fix: 'Leave it to the pipeline that applies this stack, on resources by name and within a boundary.',
          }));
      });
  },
};
