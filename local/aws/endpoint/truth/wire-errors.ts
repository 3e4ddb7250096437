import { type Source, type Truth } from '../../truth';
import { type Protocol } from '../protocol';

/** How a client of a service that is or is not served is told what befalls its request. */
export interface WireErrorTruth extends Truth {
  /** As the request's scope names the service. */
  readonly service: string;
  /** Headers that only one of the protocols of one path has. */
  readonly form: 'json' | 'query' | 'cbor' | 'rest' | 'link';
  readonly protocol: Protocol;
  readonly when: 'unsigned' | 'unknown key' | 'not served' | 'wrong Region';
  readonly code: string;
  readonly status: number;
  /** What its body says. */
  readonly holds?: string;
}

const botocore: Source = {
  model: 'github.com/boto/botocore, Apache-2.0: metadata of botocore/data/*/*/service-2.json',
};
const common = (path: string): Source => ({ page: `https://docs.aws.amazon.com/${path}/CommonErrors.html` });
const recorded = (recorded: string): Source => ({ recorded });

export const wireErrorTruths: readonly WireErrorTruth[] = [
  {
    says: 'IAM answers a key that nobody has with InvalidClientTokenId, 403',
    source: common('IAM/latest/APIReference'),
    service: 'iam',
    form: 'query',
    protocol: 'query',
    when: 'unknown key',
    code: 'InvalidClientTokenId',
    status: 403,
  },
  {
    says: 'STS, of the Query protocol, answers an action that is not there with InvalidAction, 400',
    source: common('STS/latest/APIReference'),
    service: 'cloudformation',
    form: 'query',
    protocol: 'query',
    when: 'not served',
    code: 'InvalidAction',
    status: 400,
  },
  {
    says: 'EC2 speaks a kind of Query of its own: errors stand in Response/Errors',
    source: { page: 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-error-codes.html' },
    service: 'ec2',
    form: 'query',
    protocol: 'ec2',
    when: 'not served',
    code: 'InvalidAction',
    status: 400,
  },
  {
    says: 'EC2 answers a key that nobody has with AuthFailure, 401',
    source: recorded(
      'github.com/ansible/ansible, issue 5647: "401 Unauthorized … <Response><Errors><Error><Code>AuthFailure"',
    ),
    service: 'ec2',
    form: 'query',
    protocol: 'ec2',
    when: 'unknown key',
    code: 'AuthFailure',
    status: 401,
  },
  {
    says: 'A service of JSON 1.0, DynamoDB, answers a key that nobody has with UnrecognizedClientException, 400',
    source: { page: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html' },
    service: 'dynamodb',
    form: 'json',
    protocol: 'json',
    when: 'unknown key',
    code: 'UnrecognizedClientException',
    status: 400,
  },
  {
    says: 'A request that nobody signed gets MissingAuthenticationTokenException, 400, from DynamoDB',
    source: { page: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html' },
    service: 'dynamodb',
    form: 'json',
    protocol: 'json',
    when: 'unsigned',
    code: 'MissingAuthenticationTokenException',
    status: 400,
  },
  {
    says: 'A service of JSON 1.1 answers an operation that is not there with UnknownOperationException',
    source: { page: 'https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html' },
    service: 'ecs',
    form: 'json',
    protocol: 'json',
    when: 'not served',
    code: 'UnknownOperationException',
    status: 400,
  },
  {
    says: 'A service of REST and JSON answers a key that nobody has with UnrecognizedClientException, 403',
    source: common('lambda/latest/api'),
    service: 'eks',
    form: 'rest',
    protocol: 'rest-json',
    when: 'unknown key',
    code: 'UnrecognizedClientException',
    status: 403,
  },
  {
    says: 'A service of REST and JSON has no operation at a path: UnknownOperationException, 404',
    source: { page: 'https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html' },
    service: 'apigateway',
    form: 'rest',
    protocol: 'rest-json',
    when: 'not served',
    code: 'UnknownOperationException',
    status: 404,
  },
  {
    says: 'Route 53 is of REST and XML, with its errors wrapped, as all are but S3',
    source: { page: 'https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html' },
    service: 'route53',
    form: 'rest',
    protocol: 'rest-xml',
    when: 'not served',
    code: 'NotImplemented',
    status: 501,
  },
  {
    says: 'SES has one name for two APIs: a form is of the older',
    source: botocore,
    service: 'ses',
    form: 'query',
    protocol: 'query',
    when: 'not served',
    code: 'InvalidAction',
    status: 400,
  },
  {
    says: 'SES has one name for two APIs: a path is of the newer',
    source: botocore,
    service: 'ses',
    form: 'rest',
    protocol: 'rest-json',
    when: 'not served',
    code: 'UnknownOperationException',
    status: 404,
  },
  {
    says: 'CloudWatch speaks three protocols; to a client of CBOR it answers in CBOR',
    source: botocore,
    service: 'monitoring',
    form: 'cbor',
    protocol: 'cbor',
    when: 'not served',
    code: 'UnknownOperationException',
    status: 400,
  },
  {
    says: 'SQS answers a key that nobody has with 403 and its older code, InvalidClientTokenId, beside that of JSON',
    source: recorded(
      'github.com/argoproj/notifications-engine, issue 382: "https response error StatusCode: 403 … api error InvalidClientTokenId"',
    ),
    service: 'sqs',
    form: 'json',
    protocol: 'json',
    when: 'unknown key',
    code: 'InvalidClientTokenId',
    status: 403,
  },
  {
    says: 'A client of SQS that is older than its JSON sends a form, and reads XML',
    source: { page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-faqs.html' },
    service: 'sqs',
    form: 'query',
    protocol: 'query',
    when: 'unknown key',
    code: 'InvalidClientTokenId',
    status: 403,
  },
  {
    says: 'S3 answers a key that nobody has with InvalidAccessKeyId, 403, unwrapped',
    source: { page: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html' },
    service: 's3',
    form: 'rest',
    protocol: 'rest-xml',
    when: 'unknown key',
    code: 'InvalidAccessKeyId',
    status: 403,
  },
  {
    says: 'S3 tells of the Region that a header should be signed for',
    source: recorded('github.com/JuliaServices/CloudStore.jl, issue 52'),
    service: 's3',
    form: 'rest',
    protocol: 'rest-xml',
    when: 'wrong Region',
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    holds:
      "<Message>The authorization header is malformed; the region 'us-west-2' is wrong; expecting 'eu-west-1'</Message><Region>eu-west-1</Region>",
  },
  {
    says: '… and of that of a link',
    source: recorded('github.com/HHS/Head-Start-TTADP, issue 370'),
    service: 's3',
    form: 'link',
    protocol: 'rest-xml',
    when: 'wrong Region',
    code: 'AuthorizationQueryParametersError',
    status: 400,
    holds:
      "<Message>Error parsing the X-Amz-Credential parameter; the region 'us-west-2' is wrong; expecting 'eu-west-1'</Message><Region>eu-west-1</Region>",
  },
  {
    says: 'STS answers a signature for another Region with SignatureDoesNotMatch',
    source: recorded('github.com/cognitect-labs/aws-api, issue 27'),
    service: 'sts',
    form: 'query',
    protocol: 'query',
    when: 'wrong Region',
    code: 'SignatureDoesNotMatch',
    status: 403,
    holds: "<Message>Credential should be scoped to a valid region, not 'us-west-2'. </Message>",
  },
  {
    says: '… a service of JSON with InvalidSignatureException',
    source: recorded('github.com/fsouza/s3-upload-proxy, issue 241'),
    service: 'dynamodb',
    form: 'json',
    protocol: 'json',
    when: 'wrong Region',
    code: 'InvalidSignatureException',
    status: 400,
    holds: "Credential should be scoped to a valid region, not 'us-west-2'. ",
  },
  {
    says: '… and a service of REST and JSON too, 403',
    source: recorded('github.com/aws/aws-sdk-js, issue 4545'),
    service: 'lambda',
    form: 'rest',
    protocol: 'rest-json',
    when: 'wrong Region',
    code: 'InvalidSignatureException',
    status: 403,
    holds: "Credential should be scoped to a valid region, not 'us-west-2'. ",
  },
];
