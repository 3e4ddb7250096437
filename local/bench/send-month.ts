import { type Account } from '../aws/account';
import { type Clients } from '../aws/clients';
import { sendEvents } from '../start/running/send-events';
import { namesOf } from '../start/running/stack-names';
import { monthOfEvents } from './bench-events';

/** Sends so many events of one month, and has all of them delivered. */
export async function sendMonth(account: Account, { firehose: client }: Clients, events: number): Promise<void> {
  const { clock, firehose, stack } = account;
  const { stream, bufferingInterval } = namesOf(stack);
  await sendEvents(monthOfEvents(events), { client, stream, clock });
  await clock.sleep(bufferingInterval * 1000, 'buffering interval');
  await firehose.flush();
}
