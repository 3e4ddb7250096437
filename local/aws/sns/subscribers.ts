import { blocksOfType, text } from '../../../terraform/query';
import { UserError } from '../../../scripts/user-error';
import { type Stack } from '../../../terraform/stack';

export interface Subscriber {
  readonly protocol: string;
  readonly endpoint: string;
}

/** Whom a message leaves the account for: it lies in the outbox. */
const OUTSIDE = ['application', 'email', 'email-json', 'http', 'https', 'sms'];

/**
 * By topic.
 * @throws UserError for a subscriber within the account, which would get nothing here
 */
export function readSubscribers(stack: Stack): ReadonlyMap<string, readonly Subscriber[]> {
  const blocks = blocksOfType(stack, 'aws_sns_topic_subscription');
  const unserved = blocks.filter((block) => !OUTSIDE.includes(text(block, 'protocol')));
  if (unserved.length > 0) {
    throw new UserError(
      unserved
        .map(
          (block) => `${block.address}: protocol is ${text(block, 'protocol')}: ${OUTSIDE.join(', ')} are served here.`,
        )
        .join('\n'),
    );
  }
  const subscribers = new Map<string, Subscriber[]>();
  for (const block of blocks) {
    const topic = text(block, 'topic_arn');
    const one = { protocol: text(block, 'protocol'), endpoint: text(block, 'endpoint') };
    subscribers.set(topic, [...(subscribers.get(topic) ?? []), one]);
  }
  return subscribers;
}
