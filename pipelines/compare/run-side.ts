import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../scripts/programs/run-program';
import { RUN_FILE, RUN_RECORD, type RunRecord, runRecordSchema } from '../../scripts/programs/run-record';

/** What one side's `npm start` left behind. */
export interface Side {
  readonly message: string;
  /** The report's page, HTML. */
  readonly page: string;
  /** The lines of the query's result: every number of the report. */
  readonly numbers: readonly string[];
  /** `role action`, sorted. */
  readonly permissions: readonly string[];
  /** Absent where that side's code keeps no such record. */
  readonly record?: RunRecord;
  /** Its synthesized stack. */
  readonly stackFolder: string;
  /** Everything of the run, HTML; absent where that side's code leaves no such file. */
  readonly file?: string;
}

/** A side that made no report, and its last words. */
export interface Failed {
  readonly failed: string;
  readonly file?: string;
}

export interface Run {
  /** A checkout with its packages. */
  readonly checkout: string;
  /** Where it synthesizes and keeps its run: empty, and its own. */
  readonly folder: string;
  readonly environment: string;
  readonly events: string;
  readonly period: { readonly startDate: string; readonly endDate: string };
}

/** For a machine that is busy; in seconds. */
const LIMIT = 600;

/** Makes the month's report with a checkout's own code. A side that can't read the events is told as that, not thrown. */
export async function runSide({ checkout, folder, environment, events, period }: Run): Promise<Side | Failed> {
  const outdir = join(folder, 'cdktf.out');
  const { code, said } = await runProgram(
    process.execPath,
    // oxfmt-ignore
    ['scripts/run.mjs', 'local/cli.ts', '--env', environment, '--events', events,
      '--start', period.startDate, '--end', period.endDate],
    checkout,
    LIMIT,
    { CDKTF_OUTDIR: outdir },
  );
  const runs = join(folder, '.local/runs');
  const [name] = existsSync(runs) ? readdirSync(runs) : [];
  const file = fileOf(join(runs, name ?? '', RUN_FILE));
  // 2: made, but for some lines, which are there on purpose.
  if (code !== 0 && code !== 2) return { failed: lastWords(said), ...file };
  if (name === undefined) return { failed: `it left no run in .local/runs:\n${lastWords(said)}` };
  const run = join(runs, name);
  try {
    return {
      message: withoutLinks(readFileSync(join(run, 'message.txt'), 'utf8')),
      page: readFileSync(join(run, 'report.html'), 'utf8').replaceAll(OWN, '…'),
      numbers: resultsIn(join(run, 's3')),
      permissions: permissionsIn(readFileSync(join(run, 'permissions.ndjson'), 'utf8')),
      ...recordIn(join(run, RUN_RECORD)),
      stackFolder: join(outdir, 'stacks', environment),
      ...file,
    };
  } catch (error) {
    return { failed: `its run can't be read: ${(error as Error).message}` };
  }
}

const fileOf = (path: string): { readonly file?: string } =>
  existsSync(path) ? { file: readFileSync(path, 'utf8') } : {};

const LAST = 12;
export const lastWords = (said: string): string => said.trim().split('\n').slice(-LAST).join('\n');

/** What differs between two runs of the same: the query's id, and how long it took. */
const OWN = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|(?<=in one scan of )[\d.]+ m?s\b/g;

/** A link is signed anew by each run. */
const withoutLinks = (message: string): string =>
  message.replaceAll(/https?:\/\/\S+[?&]X-Amz-Signature=\S+/g, '(link)');

/** Every line of every result that Athena wrote, sorted: their order, and the names of their files, are a run's own. */
const resultsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.csv'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .sort();

function permissionsIn(lines: string): string[] {
  const used = lines.split('\n').flatMap((line) => {
    if (line === '') return [];
    const { principal, principalName, action } = JSON.parse(line) as {
      principal: { kind: string };
      principalName: string;
      action: string;
    };
    return principal.kind === 'role' ? [`${principalName} ${action}`] : [];
  });
  return [...new Set(used)].sort();
}

function recordIn(file: string): { readonly record?: RunRecord } {
  if (!existsSync(file)) return {};
  const { data } = runRecordSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return data ? { record: data } : {};
}
