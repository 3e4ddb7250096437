import { type FirehoseClient } from '@aws-sdk/client-firehose';
import { type Account } from '../../aws/account';
import { type SentEvents } from '../../events/event';
import { dayOf } from '../../events/period';
import { type Progress } from '../../../scripts/text/progress';
import { counted, whole } from '../../../scripts/text/words';
import { sendEvents, type Sent } from './send-events';
import { type StackNames } from './stack-names';

interface Feed {
  readonly account: Account;
  readonly names: StackNames;
  readonly client: FirehoseClient;
  readonly progress: Progress;
}

/** All events, each at its own time, and whatever the stream does with them until its buffer is empty. */
export async function feed(events: SentEvents, { account, names, client, progress }: Feed): Promise<Sent> {
  const { clock } = account;
  const step = progress.step('Sending events');
  const all = whole(events.length);
  const sent = await sendEvents(events, {
    client,
    stream: names.stream,
    clock,
    onSent: (count) => step.at(`${whole(count)} of ${all}, it is ${dayOf(clock.now())}`),
  });
  await clock.advanceTo(new Date(clock.now().getTime() + names.bufferingInterval * 1000));
  step.done(
    `${counted(events.length, 'event')} sent to ${names.stream}, and delivered to s3://${names.eventsBucket}`,
    `${counted(events.length, 'event')} sent to ${names.stream}, and delivered`,
  );
  return sent;
}
