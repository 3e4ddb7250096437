import { type Account } from '../../aws/account';
import { type OutboxMessage } from '../../aws/sns/sns';
import { type Execution } from '../../aws/step-functions/execution';

/** The execution that a message tells of: by its ARN in the text, or by the message's id in what one of its states gave. */
export function executionOf(
  { stepFunctions }: Pick<Account, 'stepFunctions'>,
  { message, messageId, publishedAt }: OutboxMessage,
): Execution | undefined {
  const arn = /arn:[^:\s]+:states:[^:\s]+:\d+:execution:[^:\s]+:[^:\s]+/.exec(message)?.[0];
  const all = stepFunctions.executions();
  const gave = ({ startDate, stopDate = publishedAt, history }: Execution) =>
    startDate <= publishedAt &&
    stopDate >= publishedAt &&
    history.events.some(({ stateExitedEventDetails: exit }) => JSON.stringify(exit ?? '').includes(messageId));
  return all.find(({ identity }) => identity.arn === arn) ?? all.find(gave);
}

/** Each text of a message once, with those who get it. */
export function textsOf({ message, subscribers }: OutboxMessage): [text: string, to: string[]][] {
  const texts = new Map<string, string[]>(subscribers.length === 0 ? [[message, []]] : []);
  for (const { protocol, endpoint, message: own = message } of subscribers)
    texts.set(own, [...(texts.get(own) ?? []), `${endpoint} (${protocol})`]);
  return [...texts];
}
