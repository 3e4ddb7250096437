import { placeOf } from '../../scripts/files/place-of';
import { UserError } from '../../scripts/user-error';
import { text } from '../../terraform/query';
import { type Account } from '../aws/account';
import { type Mapping, mappingsOf } from '../aws/lambda/event-sources/mapping';
import { callBy } from '../aws/shared/call';
import { MESSAGES } from './messages';

const messagesPlace = () => placeOf('local/record/messages.ts', 'const MESSAGES');

type Filled = Pick<Account, 'stack' | 'accessControl' | 'sqs' | 'lambda'>;

/**
 * Has each function that is fed from a queue take what it takes, so that its calls are recorded.
 * @throws UserError for a queue that no message is known of, and for a function that fails on one
 */
export async function fillQueues(account: Filled, messages = MESSAGES): Promise<void> {
  for (const mapping of mappingsOf(account.stack).filter(({ enabled }) => enabled)) {
    await fill(account, mapping, messages);
  }
}

async function fill({ stack, accessControl, sqs, lambda }: Filled, mapping: Mapping, messages: typeof MESSAGES) {
  const [name, arn] = [text(mapping.queue, 'name'), text(mapping.queue, 'arn')];
  const known = Object.entries(messages).find(([begins]) => name === begins || name.startsWith(`${begins}-`));
  if (!known) {
    throw new UserError(
      `${mapping.queue.address}: no message is known that ${mapping.configuration.name} takes out of ${name}: ` +
        `add one to ${messagesPlace()}, by what the name of the queue begins with.`,
    );
  }
  const root = callBy(accessControl, { kind: 'root', accountId: stack.accountId }, 'fill-queues');
  for (const body of known[1]) {
    sqs.sendAs(root, arn, body);
    await lambda.idle();
    const { visible, hidden } = sqs.counts(arn);
    if (visible + hidden === 0) continue;
    throw new UserError(
      `${mapping.configuration.name} failed on a message out of ${name}: ${body}\n` +
        `  Make it one that it takes, in ${messagesPlace()}; or see to the function, which says:\n` +
        lambda.logs
          .events(mapping.configuration.logGroup)
          .slice(-5)
          .map(({ message }) => `  ${message.trimEnd()}`)
          .join('\n'),
    );
  }
}
