import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Json } from '../../../terraform/stack';
import { synthesizeInto } from '../../../terraform/test-support';
import { runReport } from '../../../local/start/running/report-run';
import { temporaryFolder } from '../../../local/test-support';
import { writeFiles } from '../../../scripts/files/write-files';
import { Progress } from '../../../scripts/text/progress';
import { SHIPPED_LOCK, SHIPPED_NEEDS } from '../../fixtures/files';
import { main } from '../../main';

/** A stack's document, to be changed in place. */
export interface Document {
  terraform: Record<string, Record<string, Json>>;
  provider: Record<string, Record<string, Json>[]>;
  resource: Record<string, Record<string, Record<string, Json>>>;
  [key: string]: unknown;
}

/** A way to have Terraform do otherwise than what is read. */
export interface Mutant {
  readonly name: string;
  /** dev, when left out. */
  readonly stack?: 'dev' | 'bootstrap-dev';
  readonly change?: (document: Document) => void;
  /** What the document's objects can't say, such as a key that stands twice. */
  readonly text?: (json: string) => string;
  /** What it changes, where others that change something else may be made with it: what is told is told at once. */
  readonly place?: string;
  /** Beside the stack. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** What is said of it: the address, and what it is. */
  readonly told: string;
}

type Change = Omit<Mutant, 'name' | 'told'>;

export interface Told {
  readonly code: number;
  /** `address: what it is. What would be right.`, one a finding that is no lock's. */
  readonly findings: readonly string[];
}

const root = resolve(__dirname, '../../..');

/** The stacks as they came, and what is said of them once they are changed. */
export function changedStacks(name: string) {
  const { folder, remove } = temporaryFolder(name);
  synthesizeInto(folder);
  const stacks = join(folder, 'stacks');
  const out = join(folder, 'report');

  /** @param looked at; what is beside them is read as far as they need it */
  async function policies(
    formats: readonly string[] = [],
    looked: readonly string[] = ['dev', 'bootstrap-dev'],
  ): Promise<Told & { readonly texts: readonly string[] }> {
    const texts: string[] = [];
    let code = 0;
    for (const format of ['json', ...formats]) {
      const args = [...looked.flatMap((one) => ['--env', one]), '--output', out, '--format', format];
      code = await main(args, stacks, join(root, SHIPPED_LOCK), join(root, SHIPPED_NEEDS));
      texts.push(readFileSync(out, 'utf8'));
    }
    const [json = '{}', ...others] = texts;
    const { findings } = JSON.parse(json) as { findings: { subject: string; message: string; fix: string }[] };
    return {
      code,
      findings: findings.map(({ subject, message, fix }) => `${subject}: ${message}. ${fix}`),
      texts: others,
    };
  }

  /** What the local run says before anything stands; nothing when it stands. */
  async function localRun(lines: string[] = []): Promise<string | undefined> {
    try {
      const { account } = await runReport({
        stackFolder: join(stacks, 'dev'),
        folder: mkdtempSync(join(folder, 'run-')),
        events: [],
        period: { startDate: '2026-10-01', endDate: '2026-10-31' },
        progress: new Progress({ write: (line) => lines.push(line) }),
      });
      await account.close();
      return undefined;
    } catch (error) {
      return error instanceof Error && error.name === 'UserError' ? error.message : `not a UserError: ${String(error)}`;
    }
  }

  /** Makes the change, runs, and takes it back. */
  async function changed<T>(mutant: Change, run: () => Promise<T>): Promise<T> {
    const { stack = 'dev', change, text = (json) => json, files = {}, env = {} } = mutant;
    const file = join(stacks, stack, 'cdk.tf.json');
    const before = readFileSync(file, 'utf8');
    const document = JSON.parse(before) as Document;
    change?.(document);
    writeFileSync(file, text(JSON.stringify(document, null, 2)));
    writeFiles(join(stacks, stack), files);
    Object.assign(process.env, env);
    try {
      return await run();
    } finally {
      writeFileSync(file, before);
      for (const path of Object.keys(files)) rmSync(join(stacks, stack, path));
      for (const variable of Object.keys(env)) delete process.env[variable];
    }
  }
  return { folder, remove, policies, localRun, changed };
}

/**
 * Mutants that are made at once: of one stack, each at a place of its own, and each told by words that are in no other's.
 * What has no place, since it may hide others, is made alone.
 */
export function atOnce(mutants: readonly Mutant[]): Mutant[][] {
  const groups: Mutant[][] = [];
  for (const mutant of mutants) {
    const { place, stack = 'dev', told } = mutant;
    const fits = (group: readonly Mutant[]): boolean =>
      place !== undefined &&
      group.every(
        (one) =>
          one.place !== undefined &&
          one.place !== place &&
          (one.stack ?? 'dev') === stack &&
          leadsOut(one) === leadsOut(mutant) &&
          !one.told.includes(told) &&
          !told.includes(one.told),
      );
    const found = groups.find(fits);
    if (found) found.push(mutant);
    else groups.push([mutant]);
  }
  return groups;
}

/** Where something leads is looked at once all is read. */
const leadsOut = ({ told }: Mutant): boolean => told.endsWith('is of nothing in the stack');
