import { temporaryFolder } from '../../test-support';
import { describeFunction } from './describe';
import { configurationOf } from './function';
import { type Grants, standFunction } from './test-support';

const { folder, remove } = temporaryFolder('roles');
afterAll(remove);

/** AWSLambdaVPCAccessExecutionRole, less the log's: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html */
const RIGHTS = [
  'CreateNetworkInterface',
  'DescribeNetworkInterfaces',
  'DescribeSubnets',
  'DeleteNetworkInterface',
  'AssignPrivateIpAddresses',
  'UnassignPrivateIpAddresses',
];
const settings = { vpc_config: [{ subnet_ids: ['subnet-1', 'subnet-2'], security_group_ids: ['sg-1'] }] };
const stood = (grants: Grants) =>
  standFunction(folder, 'export const handler = async () => "here";', { grants, settings });

test('a function in a VPC runs, and tells where', async () => {
  const { lambda, stack, uses } = stood(RIGHTS.map((right) => [`ec2:${right}`, '*']));
  expect(uses.map(({ action, resources }) => [action, ...resources])).toEqual(RIGHTS.map((one) => [`ec2:${one}`, '*']));
  expect((await lambda.invoke('f', '{}')).payload).toBe('"here"');
  await lambda.close();
  const block = stack.blocks.find(({ type }) => type === 'aws_lambda_function');
  expect(block && describeFunction(block, configurationOf(block), new Date(0))).toMatchObject({
    VpcConfig: { SubnetIds: ['subnet-1', 'subnet-2'], SecurityGroupIds: ['sg-1'] },
  });
});

// Reported many times over, as in https://github.com/aws/aws-sam-cli/issues/617
test.each(RIGHTS)('without %s Lambda does not make it', (missing) => {
  const rest = RIGHTS.filter((right) => right !== missing);
  expect(() => stood(rest.map((right) => [`ec2:${right}`, '*']))).toThrow(
    `The provided execution role does not have permissions to call ${missing} on EC2`,
  );
});
