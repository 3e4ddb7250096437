import { type Stack } from '../../../terraform/stack';
import { AwsError, NotServed } from '../shared/errors';

/** localstack/localstack, tests/aws/services/sns/test_sns.snapshot.json */
export const invalid = (what: string): AwsError => new AwsError('InvalidParameter', `Invalid parameter: ${what}`);

/** The topic that a message is for. @throws AwsError for what is no topic of this Region */
export function topicArnOf(
  { TopicArn, TargetArn }: { readonly TopicArn?: string; readonly TargetArn?: string },
  { region }: Stack,
): string {
  if (TopicArn !== undefined && TargetArn !== undefined) {
    throw new NotServed('InvalidParameter', 'Publish with both TopicArn and TargetArn', 400);
  }
  const [name, arn] = TargetArn === undefined ? ['TopicArn', TopicArn] : ['TargetArn', TargetArn];
  if (arn === undefined) throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
  checkArn(name, arn, region);
  return arn;
}

export function checkArn(name: string, arn: string, region: string): void {
  const parts = arn.split(':');
  if (parts.length < 6) throw invalid(`${name} Reason: An ARN must have at least 6 elements, not ${parts.length}`);
  const [, , service, of] = parts;
  if (service === 'sns' && arn.includes(':endpoint/')) {
    throw invalid(`${name} Reason: No endpoint found for the target arn specified`);
  }
  if (service !== 'sns' || of !== region) throw invalid(name);
}
