import { text } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';
import { AwsError } from '../shared/errors';
import { type SqsService } from './sqs';

/**
 * Addresses of queues: told at this endpoint, for clients that take a queue's address for that of the service (the SDK for
 * JavaScript) and would call AWS; understood at AWS's too, as the stack's outputs have them.
 */
export class QueueUrls {
  constructor(
    private readonly sqs: SqsService,
    private readonly endpointUrl: () => string,
  ) {}

  of = (queue: Block): string => `${this.endpointUrl()}/${this.sqs.stack.accountId}/${text(queue, 'name')}`;

  /**
   * @returns the ARN of the queue that an address names, whether it is there or not
   * @throws AwsError InvalidAddress
   */
  arnAt(url: string): string {
    const { region, accountId } = this.sqs.stack;
    const [, host, name] = new RegExp(`^(https?://[^/]+)/${accountId}/([\\w-]{1,80}(?:\\.fifo)?)$`).exec(url) ?? [];
    if (name === undefined || ![this.endpointUrl(), `https://sqs.${region}.amazonaws.com`].includes(host ?? '')) {
      throw new AwsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`, 404);
    }
    return `arn:aws:sqs:${region}:${accountId}:${name}`;
  }
}
