import { type Stack } from '../../../terraform/stack';
import { type WireService } from '../endpoint/protocols';
import { AwsError } from '../shared/errors';
import { tagsByArn } from '../shared/tags';
import { taggedResource } from './requests';

/**
 * A service with the tags of its functions, which stand at a path of their own.
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html
 */
export const withTags = (stack: Stack, service: Required<WireService>): WireService => ({
  protocol: service.protocol,
  largestBody: service.largestBody,
  tooLarge: service.tooLarge,
  operations: [...service.operations, 'ListTags'],
  async handle(request, call) {
    const [, encoded] = /^\/2017-03-31\/tags\/([^/]+)\/?$/.exec(request.path) ?? [];
    if (request.method !== 'GET' || encoded === undefined) return service.handle(request, call);
    const arn = taggedResource(encoded);
    call.require('lambda:ListTags', arn);
    const tags = tagsByArn(stack, ['aws_lambda_function'], arn);
    if (!tags) throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
    return {
      status: 200,
      headers: { 'x-amzn-requestid': call.requestId, 'content-type': 'application/json' },
      body: JSON.stringify({ Tags: tags }),
    };
  },
});
