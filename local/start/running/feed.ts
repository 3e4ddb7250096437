import { type Account } from '../../aws/account';
import { dayOf } from '../../events/period';
import { type Progress } from '../../../scripts/text/progress';
import { counted, whole } from '../../../scripts/text/words';
import { type Producer } from '../producer/producer';
import { type Sent } from './send-events';
import { type StackNames } from './stack-names';

interface Feed {
  readonly account: Account;
  readonly names: StackNames;
  readonly progress: Progress;
}

/** All events, each at its own time, and whatever the stream does with them until its buffer is empty. The producer is closed. */
export async function feed(producer: Producer, { account, names, progress }: Feed): Promise<Sent> {
  const { clock, endpoint, stack } = account;
  const step = progress.step('Sending events');
  const { length } = await producer.known;
  const all = whole(length);
  const credentials = account.credentialsFor(account.producer);
  const sent = await producer.send({
    to: { endpoint, region: stack.region, credentials, stream: names.stream },
    clock,
    onSent: (count) => step.at(`${whole(count)} of ${all}, it is ${dayOf(clock.now())}`),
  });
  await clock.advanceTo(new Date(clock.now().getTime() + names.bufferingInterval * 1000));
  await producer.close();
  step.done(
    `${counted(length, 'event')} sent to ${names.stream}, and delivered to s3://${names.eventsBucket}`,
    `${counted(length, 'event')} sent to ${names.stream}, and delivered`,
  );
  return sent;
}
