import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Progress } from './text/progress';
import { readOptions } from './text/read-options';
import { runEntry } from './programs/run-entry';
import { repositoryRoot } from './files/repository-root';
import { conflicts, markerIn, settle } from './files/merge-conflicts';
import { textsOf, whatChanged } from './files/what-changed';
import { counted } from './text/words';
import { UserError } from './user-error';

const LOCK = 'policies/access.lock.json';

const help = `Usage: npm run regenerate [-- --fixtures] [--reason CLASS=WHY ...]

Writes what follows from the settings in environments/: what each role needs (policies/needs.json), who may do what
(${LOCK}), and the pictures (docs/diagrams). Look at what it changes, and commit it. What a merge left in conflict
of these is written anew, and settled.

  --fixtures   write what the tests are held against, too: the same of the settings as they came, and the workflows. For
               a change of the constructs or the workflows; a change of settings needs none of it.
  --reason     why access may grow weaker, for the lock: as npm run policies -- --update takes it
  --help       this text
`;

/** A file or folder that is written, and the entry point that does so. */
interface Written {
  readonly path: string;
  readonly entry: readonly string[];
  readonly doing: string;
}

const own = (reasons: readonly string[]): readonly Written[] => [
  {
    path: 'policies/needs.json',
    entry: ['local/record/main.ts'],
    doing: 'Running every environment, to see what it needs',
  },
  {
    path: LOCK,
    entry: ['policies/main.ts', '--update', ...reasons.flatMap((one) => ['--reason', one])],
    doing: 'Locking who may do what',
  },
  { path: 'docs/diagrams', entry: ['pipelines/diagram/main.ts'], doing: 'Drawing' },
];

/** @param stacks the folder of those that came */
const fixtures = (stacks: string): readonly Written[] => [
  {
    path: 'policies/fixtures/needs.json',
    entry: ['local/record/write-fixture.ts', stacks],
    doing: 'Running the environments as they came',
  },
  { path: 'policies/fixtures/access.lock.json', entry: ['policies/fixtures/write-lock.ts', stacks], doing: 'Locking' },
  { path: 'pipelines/diagram/fixtures', entry: ['pipelines/diagram/write-fixtures.ts', stacks], doing: 'Drawing' },
  {
    path: 'docs/reference/terraform-json.md',
    entry: ['terraform/accepted/write-page.ts'],
    doing: 'Telling what is read',
  },
  { path: 'docs/local.md', entry: ['local/aws/served/write-page.ts', stacks], doing: 'Telling what is served' },
  {
    path: 'docs/reference/athena-sql.md',
    entry: ['local/aws/athena/trino/page/write-page.ts'],
    doing: 'Telling what queries may say',
  },
  {
    path: 'pipelines/workflows/fixtures',
    entry: ['pipelines/workflows/write-fixtures.ts'],
    doing: 'Copying the workflows',
  },
];

/** `npm run regenerate`. Returns the exit code: 0 when all was written, and every rule holds for it. */
export async function main(args: readonly string[]): Promise<number> {
  const known = {
    fixtures: { type: 'boolean' },
    reason: { type: 'string', multiple: true },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const {
    fixtures: too = false,
    reason: reasons = [],
    help: wanted = false,
  } = readOptions(args, known, 'npm run regenerate');
  if (wanted) {
    process.stdout.write(help);
    return 0;
  }
  const progress = new Progress();
  const written = pathsOf([...own(reasons), ...(too ? fixtures('') : [])]);
  const merged = conflicts();
  refuseOthers(merged, written);
  const before = environmentsOf(LOCK);
  let code = await writeAll(own(reasons), progress);
  if (too && code === 0) code = await writeFixtures(progress);
  const after = environmentsOf(LOCK);
  if (before !== undefined && before.join() !== after?.join()) {
    progress.line('Environments came or went: "npm run check:workflows" names the jobs to write for them.');
  }
  return code === 0 && !settleMerged(merged, written, progress) ? 1 : code;
}

const pathsOf = (all: readonly Written[]): string[] => all.map(({ path }) => path);

const isBelow = (paths: readonly string[]) => (file: string) =>
  paths.some((path) => file === path || file.startsWith(`${path}/`));

/** @throws UserError for conflicts of a merge in what is not written here: what follows from it could be of neither side */
function refuseOthers(merged: readonly string[], written: readonly string[]): void {
  const isWritten = isBelow(written);
  const others = merged.filter((file) => !isWritten(file));
  if (others.length === 0) return;
  const isFixture = isBelow(pathsOf(fixtures('')));
  throw new UserError(
    [
      'A merge left conflicts. Settle these, "git add" each, then run this again:',
      ...others.map((file) => `  ${file}${isFixture(file) ? ' ("-- --fixtures" writes it anew)' : ''}`),
    ].join('\n'),
  );
}

/**
 * Of a merge that left conflicts, tells Git that all that is written here is as it is to be, also what it merged by itself.
 * What has its markers still, in words that no command writes, is told.
 */
function settleMerged(merged: readonly string[], written: readonly string[], progress: Progress): boolean {
  if (merged.length === 0) return true;
  const left = merged.flatMap((file) => {
    const [text = ''] = textsOf(join(repositoryRoot(), file)).values();
    return markerIn(text, file) ?? [];
  });
  for (const place of left) progress.line(`✗ ${place}: the merge's conflict is in words of your own`, 'failure');
  if (left.length > 0) return false;
  settle(written);
  progress.line(`${counted(merged.length, 'conflict')} of the merge settled: git commit`);
  return true;
}

async function writeFixtures(progress: Progress): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'regenerate-'));
  try {
    const { code, said } = await runEntry(['environments/commands/synth/shipped.ts'], {
      keep: ['stderr'],
      variables: { CDKTF_OUTDIR: folder },
    });
    if (code === 0) return await writeAll(fixtures(join(folder, 'stacks')), progress);
    process.stderr.write(said);
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In their order: a lock is held against the needs. What an entry point says is told when it fails, and nothing follows. */
async function writeAll(all: readonly Written[], progress: Progress): Promise<number> {
  for (const { path, entry, doing } of all) {
    const file = join(repositoryRoot(), path);
    const before = textsOf(file);
    const step = progress.step(doing);
    const { code, said } = await runEntry(entry, { keep: ['stdout', 'stderr'] });
    const told = `${path.padEnd(widest(all))}  ${whatChanged(before, textsOf(file))}`;
    if (code !== 0) {
      progress.line(`✗ ${told}`, 'failure');
      process.stderr.write(said);
      return 1;
    }
    step.done(told);
  }
  return 0;
}

const widest = (all: readonly Written[]): number => Math.max(...all.map(({ path }) => path.length));

/** Those that the lock has; undefined where it can't be read. */
function environmentsOf(lock: string): string[] | undefined {
  try {
    const [text = ''] = textsOf(join(repositoryRoot(), lock)).values();
    return (JSON.parse(text) as { settings: { stack: string }[] }).settings.map(({ stack }) => stack).sort();
  } catch {
    return undefined;
  }
}
