import { blocksOfType, optionalBoolean, optionalNumber, text, texts } from '../../../../terraform/query';
import { type Block, type Stack } from '../../../../terraform/stack';
import { visibilityOf } from '../../sqs/queue';
import { configurationOf, type FunctionConfiguration } from '../function';

/** A queue, and the function that gets what comes into it. */
export interface Mapping {
  readonly queue: Block;
  readonly configuration: FunctionConfiguration;
  readonly batchSize: number;
  /** Seconds. */
  readonly window: number;
  /** Whether the function says itself which messages it failed on. */
  readonly reportsItems: boolean;
  readonly enabled: boolean;
}

const TYPE = 'aws_lambda_event_source_mapping';

/** Of a stack whose mappings were checked; Lambda's defaults where a block is silent. */
export const mappingsOf = (stack: Stack): Mapping[] =>
  blocksOfType(stack, TYPE).flatMap((block) => {
    const [queue, lambda] = [queueOf(stack, block), functionOf(stack, block)];
    if (!queue || !lambda) return [];
    return [
      {
        queue,
        configuration: configurationOf(lambda),
        batchSize: optionalNumber(block, 'batch_size') ?? 10,
        window: optionalNumber(block, 'maximum_batching_window_in_seconds') ?? 0,
        reportsItems: texts(block, 'function_response_types').includes('ReportBatchItemFailures'),
        enabled: optionalBoolean(block, 'enabled') ?? true,
      },
    ];
  });

const queueOf = (stack: Stack, block: Block) =>
  blocksOfType(stack, 'aws_sqs_queue').find((one) => text(one, 'arn') === text(block, 'event_source_arn'));

const functionOf = (stack: Stack, block: Block) =>
  blocksOfType(stack, 'aws_lambda_function').find((one) =>
    [text(one, 'function_name'), text(one, 'arn')].includes(text(block, 'function_name')),
  );

/** What Lambda refuses of a mapping, in its words where they are known, and what is not served here. */
export function mappingFaults(stack: Stack): string[] {
  return blocksOfType(stack, TYPE).flatMap((block) => {
    const source = text(block, 'event_source_arn');
    const named = text(block, 'function_name');
    if (source.split(':')[2] !== 'sqs' || source.endsWith('.fifo')) {
      return [`${block.address}: event_source_arn is ${source}: standard queues are served here, no other source.`];
    }
    const [queue, lambda] = [queueOf(stack, block), functionOf(stack, block)];
    if (!queue) return [`${block.address}: event_source_arn is ${source}, which is no queue of the stack.`];
    if (!lambda) {
      return [
        `${block.address}: function_name is ${named}: a function of the stack is served here, no version or alias.`,
      ];
    }
    return settingFaults(block, queue, lambda).map((fault) => `${block.address}: ${fault}`);
  });
}

function settingFaults(block: Block, queue: Block, lambda: Block): string[] {
  const window = optionalNumber(block, 'maximum_batching_window_in_seconds') ?? 0;
  const [visible, timeout] = [visibilityOf(queue), configurationOf(lambda).timeoutSeconds];
  const types = texts(block, 'function_response_types').filter((one) => one !== 'ReportBatchItemFailures');
  return [
    // Recorded by localstack/localstack: test_lambda_integration_sqs.snapshot.json, test_event_source_mapping_default_batch_size.
    ...((optionalNumber(block, 'batch_size') ?? 10) > 10 && window === 0
      ? ['Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10.']
      : []),
    // Reported many times over, as in https://github.com/winglang/wing/issues/1507
    ...(visible < timeout
      ? [`Queue visibility timeout: ${visible} seconds is less than Function timeout: ${timeout} seconds.`]
      : []),
    ...types.map((one) => `function_response_types has ${one}: it must be ReportBatchItemFailures.`),
  ];
}
