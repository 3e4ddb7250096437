import { readStack } from '../../../terraform/read-stack';
import { standUp } from '../../aws/account';
import { SimulatedClock } from '../../aws/shared/clock';
import { startOfDay } from '../../events/period';
import { holdSchedules } from '../../start/running/hold-schedules';
import { namesOf } from '../../start/running/stack-names';
import { month, monthOfEvents } from '../bench-events';
import { answer } from '../shared/child';
import { ofWork } from '../shared/of-work';
import { type Run } from '../shared/run';

/**
 * `deliver COUNT STACK FOLDER`: what a stream takes to convert and deliver so many events of a month that have arrived, a
 * day's at a time. They are left in the folder.
 */
export async function main([count = '', stackFolder = '', folder = '']: string[]): Promise<number> {
  const stack = readStack(stackFolder);
  const clock = new SimulatedClock(startOfDay(month.startDate));
  const account = await standUp(stack, { clock, folder });
  const { firehose } = account;
  const stream = firehose.streams().get(namesOf(stack).stream);
  if (!stream) throw new Error('The stack has no stream of events.');
  holdSchedules(account);
  let [wall, cpu] = [0, 0];
  const flush = async () => {
    const took = await ofWork(() => firehose.flush());
    wall += took.wall;
    cpu += took.cpu;
  };
  let day: number | undefined;
  try {
    for (const { arrival, bytes, data } of monthOfEvents(Number(count))) {
      if (arrival.getTime() !== day) {
        await flush();
        await clock.advanceTo(arrival);
        day = arrival.getTime();
      }
      stream.put(bytes ?? Buffer.from(data));
    }
    await flush();
    return answer({ wall, cpu } satisfies Run);
  } finally {
    await account.close();
  }
}
