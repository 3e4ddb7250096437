import { NotServed } from '../../shared/errors';
import { type KnownCalls, listOf, onNothing, type Place, type Rights, textOf, without } from './known-calls';

/**
 * The slash that a name begins with is the ARN's own, and a version or label behind a colon no part of it.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
 * @throws NotServed for one of AWS's own, which are of no account, or another service's
 */
function parameterArn(name: string, { region, accountId }: Place): string {
  if (name.startsWith('arn:')) return name.split(':').slice(0, 6).join(':');
  if (name.startsWith('/aws/')) throw new NotServed('ValidationException', `The parameter ${name}, of AWS's own,`, 400);
  return `arn:aws:ssm:${region}:${accountId}:parameter/${(name.split(':')[0] ?? '').replace(/^\//, '')}`;
}

const onParameter =
  (action: string, member = 'Name'): Rights =>
  (input, place) => [{ action: `ssm:${action}`, resource: parameterArn(textOf(input, member), place) }];

const onParameters =
  (action: string): Rights =>
  (input, place) =>
    listOf(input, 'Names').map((name) => ({ action: `ssm:${action}`, resource: parameterArn(String(name), place) }));

export const ssmCalls: KnownCalls = {
  variable: 'AWS_ENDPOINT_URL_SSM',
  operations: {
    GetParameter: onParameter('GetParameter'),
    GetParameters: onParameters('GetParameters'),
    // The path: refused on "parameter/ommyx/dev" in aws/aws-dotnet-extensions-configuration issue 108.
    GetParametersByPath: onParameter('GetParametersByPath', 'Path'),
    GetParameterHistory: onParameter('GetParameterHistory'),
    PutParameter: without('PutParameter', ['KeyId', 'Tags'], onParameter('PutParameter')),
    DeleteParameter: onParameter('DeleteParameter'),
    DeleteParameters: onParameters('DeleteParameters'),
    DescribeParameters: onNothing('ssm:DescribeParameters'),
  },
};
