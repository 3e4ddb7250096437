import type { Integration } from '../written/integration';
import type { Json } from '../written/template';
import type { HttpMethod } from './api-gateway';

/** A connection of EventBridge, by the names of its ARN and of its secret's: Terraform's `arn` and `secret_arn`. */
export interface Connection<Name extends string> {
  readonly connection: Name;
  readonly secret: Name;
}

/** What of a call stands in the machine, since the right to it says so. */
export type HttpCall =
  | { readonly method: HttpMethod; readonly endpoint: HttpsUrl }
  /** The parameters say the endpoint, one that begins so. */
  | { readonly method: HttpMethod; readonly endpointUnder: HttpsUrl };

type HttpsUrl = `https://${string}`;

type Scalar = string | number | boolean;

/** Fields of the page below; what `Transform` may be, by aws-cdk-lib's HttpInvoke. */
interface HttpRequest {
  readonly Headers?: Readonly<Record<string, string>>;
  readonly QueryParameters?: Readonly<Record<string, Scalar | readonly Scalar[]>>;
  readonly RequestBody?: Json | object;
  readonly Transform?: {
    readonly RequestBodyEncoding: 'NONE' | 'URL_ENCODED';
    readonly RequestEncodingOptions?: { readonly ArrayFormat: 'BRACKETS' | 'COMMAS' | 'INDICES' | 'REPEAT' };
  };
}

/**
 * Calls an HTTPS API as a connection says, and goes on with what it answers; it has neither a job nor a callback. Fails with
 * `States.Http.StatusCode.404` where it answers no success, with States.Http.Socket where it does not for 60 s.
 * https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html. The right to call takes no resource, and is
 * held by its two keys: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 */
export const httpInvoke =
  <Out>() =>
  <const Name extends string, const Call extends HttpCall>(
    { connection, secret }: Connection<Name>,
    call: Call,
  ): Integration<
    Name,
    HttpRequest & (Call extends { endpoint: string } ? unknown : { readonly ApiEndpoint: string }),
    Readonly<{
      ResponseBody: Out;
      Headers: Readonly<Record<string, readonly string[]>>;
      StatusCode: number;
      StatusText: string;
    }>
  > => ({
    resourceName: connection,
    alsoOn: [secret],
    action: 'arn:aws:states:::http:invoke',
    place: (arn) => ({
      ...('endpoint' in call ? { ApiEndpoint: call.endpoint } : {}),
      Method: call.method,
      Authentication: { ConnectionArn: arn },
    }),
    permissions: (arn, secretArn = '') => [
      {
        sid: 'InvokeHttpEndpoints',
        actions: ['states:InvokeHTTPEndpoint'],
        resources: ['*'],
        condition:
          'endpoint' in call
            ? { StringEquals: { 'states:HTTPMethod': call.method, 'states:HTTPEndpoint': call.endpoint } }
            : {
                StringEquals: { 'states:HTTPMethod': call.method },
                StringLike: { 'states:HTTPEndpoint': `${call.endpointUnder}*` },
              },
      },
      { sid: 'UseConnections', actions: ['events:RetrieveConnectionCredentials'], resources: [arn] },
      {
        sid: 'ReadConnectionSecrets',
        actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        resources: [secretArn],
      },
    ],
  });
