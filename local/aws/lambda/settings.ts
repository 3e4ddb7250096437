import { blocksOfType, optionalBoolean, optionalText, text, textMap } from '../../../terraform/query';
import { UserError } from '../../../scripts/user-error';
import { type Block, type Stack } from '../../../terraform/stack';
import { mappingFaults } from './event-sources/mapping';

/**
 * "Keys start with a letter and are at least two characters" … "letters, numbers, and the underscore":
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
const KEY = /^[A-Za-z][A-Za-z0-9_]+$/;
/** Lambda's own, reserved or not, Node.js's and the SDK's: they would change the runtime, or are set here by the run. */
const OF_THE_RUNTIME = /^(AWS_|LAMBDA_|NODE_|LD_|(HOME|LANG|PATH|TZ|SSL_CERT_FILE|SSL_CERT_DIR)$)/;
/** What the SDK reads for itself, within the function. */
const OF_THE_SDK = ['AWS_MAX_ATTEMPTS', 'AWS_NODEJS_CONNECTION_REUSE_ENABLED', 'AWS_RETRY_MODE'];
/** "doesn't exceed 4 KB", of keys and values. */
const LARGEST = 4096;

/** @throws UserError for what Lambda refuses of a function's settings, or what does nothing here: all at once */
export function checkSettings(stack: Stack): void {
  const faults = [
    ...blocksOfType(stack, 'aws_lambda_function').flatMap((block) => [
      ...environmentFaults(block),
      ...deadLetterFaults(block),
    ]),
    ...blocksOfType(stack, 'aws_lambda_function_event_invoke_config').flatMap(asynchronousFaults),
    ...mappingFaults(stack),
    ...blocksOfType(stack, 'aws_lambda_permission').flatMap((block) => permissionFaults(stack, block)),
  ];
  if (faults.length > 0) throw new UserError(faults.join('\n'));
}

function environmentFaults(block: Block): string[] {
  const variables = Object.entries(textMap(block, 'environment.variables'));
  const at = `${block.address}: environment.variables`;
  const size = variables.flat().reduce((sum, one) => sum + Buffer.byteLength(one), 0);
  return [
    ...variables.flatMap(([key]) => {
      if (!KEY.test(key)) return [`${at} has ${key}: a letter, then letters, digits and _.`];
      return OF_THE_RUNTIME.test(key) && !OF_THE_SDK.includes(key)
        ? [`${at} has ${key}: a variable of Lambda's runtime, which AWS refuses or which is not served here.`]
        : [];
    }),
    ...(size > LARGEST ? [`${at} has ${size} bytes: at most ${LARGEST}.`] : []),
  ];
}

/** "A standard SQS queue", "a standard SNS topic": API_DeadLetterConfig.html */
function deadLetterFaults(block: Block): string[] {
  const target = optionalText(block, 'dead_letter_config.target_arn');
  return target === undefined || ['sqs', 'sns'].includes(target.split(':')[2] ?? '')
    ? []
    : [`${block.address}: dead_letter_config.target_arn is ${target}: the ARN of a queue or a topic.`];
}

function asynchronousFaults(block: Block): string[] {
  const qualifier = optionalText(block, 'qualifier');
  const destination = optionalText(block, 'destination_config.on_failure.destination');
  return [
    ...(qualifier === undefined || qualifier === '$LATEST'
      ? []
      : [`${block.address}: qualifier is ${qualifier}: $LATEST is served here, no version or alias.`]),
    ...(destination === undefined || destination.split(':')[2] === 'sqs'
      ? []
      : [`${block.address}: on_failure.destination is ${destination}: queues are served here, no other.`]),
  ];
}

/** A permission on a version that is not there: the first is, of a function that is published. */
function permissionFaults(stack: Stack, block: Block): string[] {
  const qualifier = optionalText(block, 'qualifier');
  if (qualifier === undefined) return [];
  const name = text(block, 'function_name');
  const published = blocksOfType(stack, 'aws_lambda_function').some(
    (one) => [text(one, 'function_name'), text(one, 'arn')].includes(name) && optionalBoolean(one, 'publish') === true,
  );
  return published && qualifier === '1'
    ? []
    : [`${block.address}: qualifier is ${qualifier}: 1 is served here, of a function with publish, and no alias.`];
}
