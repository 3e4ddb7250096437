import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { userPath } from '../../../scripts/files/user-path';
import { synthesize } from '../../../scripts/programs/synthesize';
import { Progress } from '../../../scripts/text/progress';
import { readOptions } from '../../../scripts/text/read-options';
import { table } from '../../../scripts/text/table';
import { bytes, duration, whole } from '../../../scripts/text/words';
import { UserError } from '../../../scripts/user-error';
import { chosenEnvironment } from '../../../terraform/stacks/chosen-environment';
import { stackFolder } from '../../../terraform/stacks/stack-folder';
import { type Figure, measure } from './operations';
import { senders, sendTogether } from './senders';
import { cpuOf, type Served, serveIn } from './served';

const help = `Usage: npm run bench:endpoint -- [options]

Measures the endpoint: puts, gets and PutRecordBatch a second, and the CPU that each takes, beside a bare server of Node's, each in a process of its
own; then events by ${senders} senders at once: whether all are stored, and the memory that the endpoint's process takes.

  --beside FOLDER  the same figures of another checkout, as that of the commit before
  --only TEXT      only the operations whose name has it: '1 MiB', put, Batch
  --events N       how many (1000000; 10000000 takes minutes); 0 for none
  --help           this text
`;

const known = {
  beside: { type: 'string' },
  only: { type: 'string' },
  events: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Bytes that the endpoint's process may hold. */
const mostMemory = 600_000_000;

/** `npm run bench:endpoint`. Returns the exit code: 1 when events are lost, or it takes more memory than it may. */
export async function main(args: readonly string[]): Promise<number> {
  const given = readOptions(args, known, 'npm run bench:endpoint');
  if (given.help) {
    process.stdout.write(help);
    return 0;
  }
  const events = Number(given.events ?? '1000000');
  if (!Number.isSafeInteger(events) || events < 0) {
    throw new UserError(`--events ${given.events ?? ''}: give a whole number, such as 1000000.`);
  }
  const progress = new Progress();
  const stacks = await synthesize();
  await tellOperations(progress, given.beside, given.only ?? '');
  return events === 0 ? 0 : tellSenders(progress, stacks, events);
}

async function tellOperations(progress: Progress, beside: string | undefined, only: string): Promise<void> {
  const step = progress.step('Operations');
  const checkouts = [repositoryRoot(), ...(beside === undefined ? [] : [userPath(beside)])];
  const servers: Served[] = [];
  try {
    for (const checkout of checkouts) servers.push(await serveIn(checkout));
    servers.push(await serveBare());
    const figures = [...(await measure(servers, only))];
    step.done('Operations');
    const header = ['', 'here', ...(beside === undefined ? [] : ['there']), 'a bare server'];
    const rate = ({ perSecond }: Figure): string => `${whole(perSecond)}/s`;
    const used = ({ cpu }: Figure): string => (cpu === undefined ? '–' : `${whole(cpu)} µs`);
    const rows = figures.flatMap(([name, [here, ...others]]) =>
      here
        ? [
            [name, rate(here), ...others.map((other) => compared(rate(other), here.perSecond / other.perSecond))],
            [
              '  CPU of its process',
              used(here),
              ...others.map((other) => compared(used(other), (other.cpu ?? NaN) / (here.cpu ?? NaN))),
            ],
          ]
        : [],
    );
    process.stdout.write(`\n${table([header, ...rows], 'lrrr')}\n`);
  } finally {
    for (const server of servers) await server.stop();
  }
}

/** @param times how many times as fast this checkout is */
const compared = (told: string, times: number): string =>
  Number.isFinite(times) ? `${told} (${times.toFixed(2)}x)` : told;

async function serveBare(): Promise<Served> {
  const child: ChildProcess = spawn(process.execPath, ['scripts/run.mjs', 'local/bench/endpoint/bare.ts'], {
    cwd: repositoryRoot(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('the bare server says nothing');
  const { value } = await createInterface(child.stdout)[Symbol.asyncIterator]().next();
  return {
    port: Number(value),
    region: 'eu-west-1',
    stream: 'events-stream-bare',
    credentials: { accessKeyId: 'AKIALOCAL', secretAccessKey: 'bare' },
    cpu: () => cpuOf(child.pid),
    stop: () => new Promise((resolve) => child.on('exit', () => resolve()).stdin?.end()),
  };
}

async function tellSenders(progress: Progress, stacks: string, events: number): Promise<number> {
  const stack = stackFolder(
    stacks,
    chosenEnvironment(stacks, undefined, (line) => progress.line(line)),
  );
  const folder = mkdtempSync(join(tmpdir(), 'bench-endpoint-'));
  const step = progress.step(`${whole(events)} events by ${senders} senders`);
  try {
    const { accepted, stored, peakMemory, took, failures } = await sendTogether(stack, folder, events);
    step.done(`${whole(events)} events by ${senders} senders`);
    for (const one of failures) progress.line(one, 'failure');
    const rate = `${whole((accepted / took) * 1000)}/s`;
    process.stdout.write(
      `\n${whole(accepted)} of ${whole(events)} events accepted from ${senders} senders in ${duration(took)} (${rate}), ` +
        `${whole(stored)} stored; resident at most ${bytes(peakMemory)} of ${bytes(mostMemory)}\n`,
    );
    return stored === events && accepted === events && peakMemory <= mostMemory && failures.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
