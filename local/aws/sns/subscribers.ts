import { blocksOfType, text } from '../../../terraform/query';
import { UserError } from '../../../scripts/user-error';
import { type Block, type Stack } from '../../../terraform/stack';

export interface Subscriber {
  readonly protocol: string;
  readonly endpoint: string;
}

/**
 * Whom a message leaves the account for: it lies in the outbox. What an endpoint of each looks like:
 * https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html; AWS takes numbers with dashes and slashes too.
 */
const OUTSIDE: Readonly<Record<string, { readonly form: RegExp; readonly wanted: string }>> = {
  email: { form: /^[^\s@]+@[^\s@]+$/, wanted: 'an address' },
  'email-json': { form: /^[^\s@]+@[^\s@]+$/, wanted: 'an address' },
  http: { form: /^http:\/\/\S+$/, wanted: 'a URL that begins with http://' },
  https: { form: /^https:\/\/\S+$/, wanted: 'a URL that begins with https://' },
  sms: { form: /^\+\d{3,15}$/, wanted: 'a number such as +12065550100' },
};

/**
 * By topic.
 * @throws UserError for a subscriber within the account, which would get nothing here, and for one that AWS refuses
 */
export function readSubscribers(stack: Stack): ReadonlyMap<string, readonly Subscriber[]> {
  const blocks = blocksOfType(stack, 'aws_sns_topic_subscription');
  const faults = blocks.flatMap(faultsOf);
  if (faults.length > 0) throw new UserError(faults.join('\n'));
  const subscribers = new Map<string, Subscriber[]>();
  for (const block of blocks) {
    const topic = text(block, 'topic_arn');
    const one = { protocol: text(block, 'protocol'), endpoint: text(block, 'endpoint') };
    subscribers.set(topic, [...(subscribers.get(topic) ?? []), one]);
  }
  return subscribers;
}

function faultsOf(block: Block): string[] {
  const [protocol, endpoint] = [text(block, 'protocol'), text(block, 'endpoint')];
  const served = Object.hasOwn(OUTSIDE, protocol) ? OUTSIDE[protocol] : undefined;
  if (!served) {
    return [`${block.address}: protocol is ${protocol}: ${Object.keys(OUTSIDE).join(', ')} are served here.`];
  }
  return served.form.test(endpoint)
    ? []
    : [`${block.address}: endpoint is ${endpoint}: ${protocol} wants ${served.wanted}.`];
}
