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
import { measure } from './operations';
import { senders, sendTogether } from './senders';
import { type Served, serveIn } from './served';

const help = `Usage: npm run bench:endpoint -- [options]

Measures the endpoint: puts, gets and PutRecordBatch a second, beside a bare server of Node's, each in a process of its
own; then events by ${senders} senders at once: whether all are stored, and the memory that the endpoint's process takes.

  --beside FOLDER  the same figures of another checkout, as that of the commit before
  --events N       how many (1000000; 10000000 takes minutes); 0 for none
  --help           this text
`;

const known = {
  beside: { type: 'string' },
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
  await tellOperations(progress, given.beside);
  return events === 0 ? 0 : tellSenders(progress, stacks, events);
}

async function tellOperations(progress: Progress, beside: string | undefined): Promise<void> {
  const own = await measuredIn(repositoryRoot(), progress, 'this checkout');
  const other = beside === undefined ? undefined : await measuredIn(userPath(beside), progress, beside);
  const bare = await measuredBare(progress);
  const rows = [...own].map(([name, figure]) => {
    const before = other?.get(name);
    return [
      name,
      `${whole(figure)}/s`,
      ...(before === undefined ? [] : [`${whole(before)}/s (${(figure / before).toFixed(2)}x)`]),
      `${whole(bare.get(name) ?? 0)}/s`,
    ];
  });
  const header = ['', 'here', ...(other ? ['there'] : []), 'a bare server'];
  process.stdout.write(`\n${table([header, ...rows], 'lrrr')}\n`);
}

async function measuredIn(checkout: string, progress: Progress, name: string): Promise<Map<string, number>> {
  const step = progress.step(`Operations of ${name}`);
  const served = await serveIn(checkout);
  try {
    const figures = await measure(served);
    step.done(`Operations of ${name}`);
    return figures;
  } finally {
    await served.stop();
  }
}

async function measuredBare(progress: Progress): Promise<Map<string, number>> {
  const step = progress.step('A bare server');
  const child: ChildProcess = spawn(process.execPath, ['scripts/run.mjs', 'local/bench/endpoint/bare.ts'], {
    cwd: repositoryRoot(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('the bare server says nothing');
  const { value } = await createInterface(child.stdout)[Symbol.asyncIterator]().next();
  const served: Served = {
    port: Number(value),
    region: 'eu-west-1',
    stream: 'events-stream-bare',
    credentials: { accessKeyId: 'AKIALOCAL', secretAccessKey: 'bare' },
    stop: () => new Promise((resolve) => child.on('exit', () => resolve()).stdin?.end()),
  };
  const figures = await measure(served);
  await served.stop();
  step.done('A bare server');
  return figures;
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
