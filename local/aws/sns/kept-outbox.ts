import { type Keeping } from '../service';
import { counts, Fields, Grown } from '../shared/kept-line';
import { type OutboxMessage, type SnsService } from './sns';

/** The messages that were published, as their subscribers got them. */
export function keptOutbox({ outbox }: SnsService): Keeping {
  const grown = new Grown(outbox);
  return {
    save: () => grown.take().map((message) => ({ ...message })),
    restore(lines) {
      // What the account did as it stood up, it did before.
      outbox.length = 0;
      for (const line of lines) outbox.push(messageOf(new Fields(line)));
      return { what: counts(outbox.length, 'message'), told: [] };
    },
  };
}

function messageOf(of: Fields): OutboxMessage {
  const subject = of.optionalText('subject');
  return {
    messageId: of.text('messageId'),
    topicArn: of.text('topicArn'),
    ...(subject === undefined ? {} : { subject }),
    message: of.text('message'),
    publishedAt: of.date('publishedAt'),
    publishedBy: of.text('publishedBy'),
    subscribers: of.list('subscribers'),
    ...(of.has('attributes') ? { attributes: of.object('attributes') } : {}),
  };
}
