import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../scripts/programs/synthesize';
import { printable } from '../../scripts/text/printable';
import { Progress } from '../../scripts/text/progress';
import { readOptions } from '../../scripts/text/read-options';
import { wholeNumber } from '../../scripts/text/whole-number';
import { bytes, duration, whole } from '../../scripts/text/words';
import { chosenEnvironment } from '../../terraform/stacks/chosen-environment';
import { stackFolder } from '../../terraform/stacks/stack-folder';
import { EndpointApart } from '../serve/apart/endpoint-apart';
import { Campaign } from './campaign';
import { writtenOutside } from './outside';

const help = `Usage: npm run fuzz -- endpoint [options]

Sends requests of every kind to the endpoint of a local account, in a process of its own: it must live, answer each, and
write nothing outside of the bucket that a request names. Exit code 1 when it does not; the seed repeats a run.

  --requests N   how many (1000000)
  --seed N       a whole number (the time)
  --help         this text
`;

const known = {
  requests: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `npm run fuzz -- endpoint`. Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const given = readOptions(args, known, 'npm run fuzz -- endpoint');
  if (given.help) {
    process.stdout.write(help);
    return 0;
  }
  const requests = wholeNumber('requests', given.requests ?? '1000000');
  const seed = wholeNumber('seed', given.seed ?? String(Date.now() % 2 ** 31));
  const progress = new Progress();
  const stacks = await synthesize();
  const stack = stackFolder(
    stacks,
    chosenEnvironment(stacks, undefined, (line) => progress.line(line)),
  );
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-endpoint-'));
  const run = join(folder, 'run');
  const { apart, standing } = await EndpointApart.start(stack, run);
  try {
    const start = performance.now();
    const step = progress.step(`${whole(requests)} requests, seed ${seed}:`);
    const campaign = new Campaign(standing, seed, apart);
    const findings = await campaign.run(requests, (done) => step.at(whole(done)));
    const outside = [
      ...readdirSync(folder).filter((name) => name !== 'run'),
      ...writtenOutside(run, campaign.bucket),
    ].map((path) => `written outside of its bucket: ${path}`);
    const { peakMemory, failures } = apart.code === undefined ? await apart.stop() : { peakMemory: 0, failures: [] };
    const all = [...findings, ...outside, ...failures];
    for (const one of all.slice(0, 20)) progress.line(`! ${printable(one)}`, 'failure');
    const took = duration(performance.now() - start);
    const statuses = [...campaign.statuses].sort().map(([status, count]) => `${status}: ${whole(count)}`);
    process.stdout.write(
      `${whole(campaign.sent)} requests, seed ${seed}, ${took}: ${all.length === 0 ? 'no finding' : `${all.length} findings`}. ` +
        `Answers: ${statuses.join(', ')}. Resident at most: ${bytes(peakMemory)}\n`,
    );
    return all.length === 0 ? 0 : 1;
  } finally {
    apart.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
