import { createInterface } from 'node:readline';
import { readEnvironment } from '../../../terraform/stacks/neighbours';
import { standUp } from '../../aws/account';
import { LiveClock } from '../../aws/shared/clock';
import { firesBy } from '../../start/running/fires';
import { namesOf } from '../../start/running/stack-names';
import { type Standing, type Stopped } from './endpoint-apart';

/** `endpoint STACK FOLDER`: an account in a process of its own, for who measures or tries it. Ends with its input. */
export async function main([stackFolder = '', folder = '']: readonly string[]): Promise<number> {
  const failures: string[] = [];
  const clock = new LiveClock(60, (error) => void failures.push(String(error)));
  const account = await standUp(readEnvironment(stackFolder), { clock, folder });
  // Nobody starts reports of their own accord while something is measured.
  for (const schedule of namesOf(account.stack).schedules) firesBy(account, schedule).disable();
  let records = 0;
  let rows = 0;
  account.firehose.onDelivery((delivery) => {
    records += delivery.records;
    rows += delivery.rows;
  });
  const { stack, endpoint, operator, producer, objects, wires } = account;
  const standing: Standing = {
    endpoint,
    region: stack.region,
    names: namesOf(stack),
    buckets: objects.buckets(),
    operations: Object.fromEntries(
      Object.entries(wires).map(([name, { protocol, operations }]) => [name, { protocol, operations }]),
    ),
    operator: account.credentialsFor(operator),
    producer: account.credentialsFor(producer),
  };
  say(standing);
  for await (const _line of createInterface(process.stdin)) break;
  const lost = await account.end();
  const peakMemory = process.resourceUsage().maxRSS * 1024;
  const stopped: Stopped = { records, rows, peakMemory, failures: [...failures, ...lost.map(String)] };
  say(stopped);
  return 0;
}

const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
