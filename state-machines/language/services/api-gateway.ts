import type { TokenIntegration } from '../written/integration';
import type { Json } from '../written/template';
import { partsOf } from './arn-parts';

/** What of a call stands in the machine, since the right to it says so. */
export interface ApiCall {
  readonly method: HttpMethod;
  /** None is `$default`, of an HTTP API. */
  readonly stage?: string;
  /** Absent, the parameters may say any. */
  readonly path?: string;
  /**
   * NO_AUTH is AWS's default. For RESOURCE_POLICY, which a REST API alone has, the API's own policy must let `states.amazonaws.com` in for this machine's ARN.
   */
  readonly authType?: 'NO_AUTH' | 'IAM_ROLE' | 'RESOURCE_POLICY';
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'HEAD' | 'OPTIONS';

/** A header or a query's parameter, with each of its values. */
type Listed = Readonly<Record<string, readonly string[]>>;

/** Names that Step Functions does not take, as the page has them and in small letters; those that begin otherwise stand in a pattern. */
type Refused =
  | (
      | 'Authorization'
      | 'Connection'
      | 'Content-md5'
      | 'Expect'
      | 'Host'
      | 'Max-Forwards'
      | 'Proxy-Authenticate'
      | 'Server'
    )
  | ('TE' | 'Transfer-Encoding' | 'Trailer' | 'Upgrade' | 'Via' | 'Www-Authenticate');
type Headers = Listed & { readonly [Name in Refused | Lowercase<Refused>]?: never } & {
  readonly [Name in `${'X-Amz' | 'x-amz' | 'X-Forwarded' | 'x-forwarded'}${string}`]?: never;
};

interface Asked {
  readonly Headers?: Headers;
  readonly QueryParameters?: Listed;
  readonly AllowNullValues?: boolean;
}

/** A body goes with three methods alone; a path that the call has is no parameter. */
type ApiRequest<Call extends ApiCall> = (Call extends { path: string } ? unknown : { readonly Path?: string }) &
  (Call extends { method: 'PATCH' | 'POST' | 'PUT' } ? Asked & { readonly RequestBody?: Json | object } : Asked);

/**
 * Calls an API of API Gateway and goes on with what it answers, or waits for a token that the call tells. The API is named by the ARN that
 * Terraform calls `execution_arn`. Fails with `ApiGateway.403`, or `ApiGateway.` and an exception where no answer came.
 * Recorded: LocalStack, services/test_apigetway_task_service.py.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html. Its right is narrower than that of …/api-gateway-iam.html, as
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html has it.
 */
export const apigatewayInvoke =
  <Out>() =>
  <const Name extends string, const Call extends ApiCall>(
    apiName: Name,
    { method, stage, path, authType }: Call,
  ): TokenIntegration<
    Name,
    ApiRequest<Call>,
    Readonly<{ ResponseBody: Out; Headers: Listed; StatusCode: number; StatusText: string }>,
    { readonly names: `ApiGateway.${string}` }
  > => ({
    resourceName: apiName,
    action: 'arn:aws:states:::apigateway:invoke',
    supportsToken: true,
    place: (arn) => ({
      ApiEndpoint: endpointOf(arn),
      Method: method,
      ...(stage === undefined ? {} : { Stage: stage }),
      ...(path === undefined ? {} : { Path: path }),
      ...(authType === undefined ? {} : { AuthType: authType }),
    }),
    permissions: (arn) =>
      authType === 'IAM_ROLE'
        ? [
            {
              sid: 'InvokeApis',
              actions: ['execute-api:Invoke'],
              resources: [`${arn}/${stage ?? '$default'}/${method}/${path?.replace(/^\//, '') ?? '*'}`],
            },
          ]
        : [],
  });

function endpointOf(arn: string): string {
  const { partition, region, resource } = partsOf(arn, 'execute-api');
  if (resource.includes('/'))
    throw new Error(`"${arn}" is no API: give arn:aws:execute-api:REGION:ACCOUNT:API, without a stage or a path.`);
  return `${resource}.execute-api.${region}.${partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}`;
}
