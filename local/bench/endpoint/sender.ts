import { FirehoseClient } from '@aws-sdk/client-firehose';
import { LiveClock } from '../../aws/shared/clock';
import { type Standing } from '../../serve/apart/endpoint-apart';
import { sendEvents } from '../../start/running/send-events';
import { monthOfEvents } from '../bench-events';
import { answer } from '../shared/child';

/** `sender STANDING COUNT`: sends as a producer does, all as if they had come just now. */
export async function main([standing = '', count = '']: string[]): Promise<number> {
  const { endpoint, region, producer, names } = JSON.parse(standing) as Standing;
  const client = new FirehoseClient({ endpoint, region, credentials: producer });
  const clock = new LiveClock();
  const events = monthOfEvents(Number(count), clock.now());
  const { records } = await sendEvents(events, { client, stream: names.stream, clock });
  client.destroy();
  return answer({ records });
}
