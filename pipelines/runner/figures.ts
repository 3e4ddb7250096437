import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { table } from '../../scripts/text/table';
import { type Files, parseFiles, readTexts } from '../workflows/files';
import { endsOf } from './durations';
import { type Run } from './run';
import { pullRequest, World } from './world';

/** From a job's being ready to its first step, on GitHub's machines: not to be had here, so it is said. */
const PICKED_UP = 10;

interface Figures {
  readonly jobs: number;
  readonly installs: readonly string[];
  readonly packages: number;
  readonly trusted: number;
  readonly seconds: number;
}

/**
 * `npm run test:workflows -- --figures SECONDS`: runs a pull request and a merge, and tells what they cost: jobs, packages,
 * and the minutes to a comment and to a verified last environment, as they follow from how long each job took here.
 * @param proof how long the proof takes, which is left out here
 */
export async function tellFigures(proof: number): Promise<number> {
  const files = parseFiles(readTexts(repositoryRoot()));
  const install = secondsToInstall();
  const world = await World.open();
  try {
    const { environments } = world.prepared;
    for (const environment of environments) await world.standUp(environment);
    const last = environments.at(-1) ?? '';
    const pull = await world.start(pullRequest(world));
    const merge = await world.start({ workflow: 'deploy', event: 'push' });
    const told = pull.jobs['comment'] === undefined ? 'result' : 'comment';
    const costs = { install, proof };
    const rows = [
      row('pull request, to its comment', figures(files, 'pull-request', pull, told, costs)),
      row(`merge, to ${last} verified`, figures(files, 'deploy', merge, `${last}.verify`, costs)),
    ];
    const head = ['', 'jobs', 'installs', 'packages', 'with a role', 'minutes'];
    process.stdout.write(
      `${table([head, ...rows], 'lrrrrr')}\nAn install takes ${install.toFixed(0)} s here, the proof ${proof} s; a job is picked up in ${PICKED_UP} s. ` +
        'Nobody is waited for.\n',
    );
    return pull.code === 0 && merge.code === 0 ? 0 : 1;
  } finally {
    await world.close();
  }
}

const row = (name: string, { jobs, installs, packages, trusted, seconds }: Figures): string[] => [
  name,
  ...[jobs, installs.length, packages, trusted].map(String),
  (seconds / 60).toFixed(1),
];

function figures(
  files: Files,
  workflow: string,
  run: Run,
  until: string,
  { install, proof }: { readonly install: number; readonly proof: number },
): Figures {
  const path = `.github/workflows/${workflow}.yml`;
  const installed = run.installs.map(({ job }) => job);
  const durations: Record<string, number> = {};
  for (const [name, [from, to]] of Object.entries(run.spans)) {
    const job = name.replace(/\[.*\]$/, '');
    const added = (installed.includes(job.split('.').at(-1) ?? '') ? install : 0) + (job === 'prove.prove' ? proof : 0);
    durations[job] = Math.max(durations[job] ?? 0, PICKED_UP + (to - from) / 1000 + added);
  }
  const end = endsOf(files, path, durations).get(until);
  if (end === undefined) throw new Error(`${workflow} has no job ${until}.`);
  const trusted = new Set(
    Object.values(files.workflows).flatMap(({ jobs }) =>
      Object.values(jobs).flatMap(({ id, permissions }) => (permissions?.['id-token'] === 'write' ? [id] : [])),
    ),
  );
  const sum = (some: Run['installs']) => some.reduce((all, { packages }) => all + packages, 0);
  return {
    jobs: Object.keys(run.spans).length,
    installs: installed,
    packages: sum(run.installs),
    trusted: sum(run.installs.filter(({ job }) => trusted.has(job))),
    seconds: end,
  };
}

/** A real `npm ci`, into a folder of its own. */
function secondsToInstall(): number {
  const folder = mkdtempSync(join(tmpdir(), 'install-'));
  try {
    for (const name of ['package.json', 'package-lock.json', '.npmrc'])
      copyFileSync(join(repositoryRoot(), name), join(folder, name));
    const begun = performance.now();
    const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`npm ci failed:\n${stderr}`);
    return (performance.now() - begun) / 1000;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
