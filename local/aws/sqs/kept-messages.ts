import { type Principal } from '../../../policies/iam/authorize';
import { type Keeping, type KeptLine, type Restored } from '../service';
import { counts, Fields } from '../shared/kept-line';
import { type QueuedMessage } from './message';
import { type SqsService } from './sqs';

/** Messages in queues, with how often each was received. */
export class KeptMessages implements Keeping {
  /** As each was told last, by its id. */
  readonly #told = new Map<string, Pick<QueuedMessage, 'queueArn' | 'receipt'>>();

  constructor(private readonly sqs: SqsService) {}

  save(): readonly KeptLine[] {
    const { messages } = this.sqs;
    const there = new Set(messages.map(({ messageId }) => messageId));
    const gone = [...this.#told.keys()].filter((id) => !there.has(id));
    for (const id of gone) this.#told.delete(id);
    const changed = messages.filter(({ messageId, queueArn, receipt }) => {
      const told = this.#told.get(messageId);
      return told?.queueArn !== queueArn || told.receipt !== receipt;
    });
    for (const { messageId, queueArn, receipt } of changed) {
      this.#told.set(messageId, { queueArn, ...(receipt ? { receipt } : {}) });
    }
    return [...gone.map((id) => ({ gone: id })), ...changed.map((message) => ({ message: { ...message } }))];
  }

  restore(lines: Iterable<KeptLine>): Restored {
    const all = new Map<string, QueuedMessage>();
    for (const line of lines) {
      const of = new Fields(line);
      if (of.has('gone')) all.delete(of.text('gone'));
      else {
        const message = messageOf(of.within('message'));
        if (!this.sqs.find(message.queueArn)) {
          throw new Error(
            `the queue ${message.queueArn} is not in the stack any more, and holds messages: put it back, or give another folder`,
          );
        }
        all.set(message.messageId, message);
      }
    }
    this.sqs.messages.push(...all.values());
    return { what: counts(all.size, 'message').map((text) => `${text} in queues`), told: [] };
  }
}

function messageOf(of: Fields): QueuedMessage {
  const cameFrom = of.optionalText('cameFrom');
  return {
    messageId: of.text('messageId'),
    queueArn: of.text('queueArn'),
    ...(cameFrom === undefined ? {} : { cameFrom }),
    body: of.text('body'),
    attributes: of.object('attributes'),
    sentAt: of.date('sentAt'),
    sender: of.object<Principal>('sender'),
    ...(of.has('receipt') ? { receipt: receiptOf(of.within('receipt')) } : {}),
  };
}

const receiptOf = (of: Fields): NonNullable<QueuedMessage['receipt']> => ({
  count: of.number('count'),
  first: of.date('first'),
  handle: of.text('handle'),
  hiddenUntil: of.date('hiddenUntil'),
});
