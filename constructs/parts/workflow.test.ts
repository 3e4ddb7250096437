import { Testing } from 'cdktf';
import { render } from '../../state-machines/language/rendered/render';
import { httpInvoke } from '../../state-machines/language/services/http';
import { stateMachine } from '../../state-machines/language/state-machine';
import { workflow } from './workflow';

const deployment = {
  application: 'blog',
  environment: 'dev',
  region: 'eu-west-1',
  accountId: '000000000000',
  retentionInDays: 30,
};

test('its role may do what its tasks need, under the conditions that they need', () => {
  const call = httpInvoke<unknown>()(
    { connection: 'stripe', secret: 'secret' },
    { method: 'GET', endpoint: 'https://api.stripe.com/v1/customers' },
  );
  const rendered = render(
    stateMachine()({ startAt: 'Call', states: { Call: { type: 'Task', run: call, end: true } } }),
    {
      stripe: '${aws_cloudwatch_event_connection.stripe.arn}',
      secret: '${aws_cloudwatch_event_connection.stripe.secret_arn}',
    },
  );
  const { resource } = JSON.parse(
    Testing.synthScope((scope) => void workflow(scope, { deployment, what: 'customers', rendered })),
  ) as { resource: { aws_iam_role_policy: Record<string, { policy: string }> } };
  const [{ policy } = { policy: '' }] = Object.values(resource.aws_iam_role_policy);
  const { Statement } = JSON.parse(policy) as { Statement: { Sid: string }[] };
  expect(Statement.slice(0, 3)).toEqual([
    {
      Sid: 'InvokeHttpEndpoints',
      Effect: 'Allow',
      Action: ['states:InvokeHTTPEndpoint'],
      Resource: ['*'],
      Condition: {
        StringEquals: { 'states:HTTPMethod': 'GET', 'states:HTTPEndpoint': 'https://api.stripe.com/v1/customers' },
      },
    },
    {
      Sid: 'UseConnections',
      Effect: 'Allow',
      Action: ['events:RetrieveConnectionCredentials'],
      Resource: ['${aws_cloudwatch_event_connection.stripe.arn}'],
    },
    {
      Sid: 'ReadConnectionSecrets',
      Effect: 'Allow',
      Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      Resource: ['${aws_cloudwatch_event_connection.stripe.secret_arn}'],
    },
  ]);
});
