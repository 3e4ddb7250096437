import { type Leaves } from './leaves';

/**
 * What the local account tells whole: more of it on AWS is a difference, such as a tag that somebody added. Of all else it
 * tells what the stack says, and AWS may tell more.
 */
const WHOLE: Readonly<Record<string, readonly string[]>> = {
  's3:GetBucketVersioning': ['Status'],
  's3:GetBucketPolicy': ['Policy'],
  'glue:GetTable': ['Table.Parameters', 'Table.StorageDescriptor.SerdeInfo.Parameters'],
  'lambda:GetFunction': ['Tags', 'Configuration.Environment'],
  'lambda:GetPolicy': ['Policy'],
  'lambda:GetFunctionEventInvokeConfig': ['DestinationConfig'],
  'states:DescribeStateMachine': ['definition'],
  'iam:GetRole': ['Role.AssumeRolePolicyDocument', 'Role.Tags'],
  'iam:GetRolePolicy': ['PolicyDocument'],
  'iam:GetPolicy': ['Policy.Tags'],
  'iam:GetPolicyVersion': ['PolicyVersion.Document'],
  'kms:GetKeyPolicy': ['Policy'],
  'cloudwatch:GetDashboard': ['DashboardBody'],
  'events:DescribeRule': ['EventPattern', 'ScheduleExpression'],
};

/** Whether the local account would tell of an attribute if the stack had it. */
export function isToldWhole(operation: string, path: string, local: Leaves): boolean {
  return (
    (WHOLE[operation] ?? []).some((whole) => path === whole || /^[.[]/.test(behind(path, whole))) ||
    isItemMore(path, local) ||
    // AWS may write one of its own for a topic that the stack gives none.
    (/^Attributes\.Policy[.[]/.test(path) && hasBelow(local, 'Attributes.Policy'))
  );
}

const behind = (path: string, start: string): string => (path.startsWith(start) ? path.slice(start.length) : '');

/** Lists are told whole: an item that the local list lacks. */
function isItemMore(path: string, local: Leaves): boolean {
  return [...path.matchAll(/\[[^\]]*\]/g)].some(({ 0: item, index }) => {
    const list = path.slice(0, index);
    return (hasBelow(local, `${list}[`) || local.has(list)) && !hasItem(local, `${list}${item}`);
  });
}

const hasBelow = (leaves: Leaves, start: string): boolean => [...leaves.keys()].some((path) => path.startsWith(start));

const hasItem = (leaves: Leaves, item: string): boolean => leaves.has(item) || hasBelow(leaves, `${item}.`);
