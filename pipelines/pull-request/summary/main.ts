import { readFileSync, writeFileSync } from 'node:fs';
import { type KnownOptions, readOptions } from '../../../scripts/text/read-options';
import { UserError } from '../../../scripts/user-error';
import { isFailed, type PlanSummary, SUMMARY_FILE } from '../../deploy/plan/plan-summary';
import { required } from '../../shared/required';
import { summaryDocument } from './document';
import { linksFrom } from './links';
import { outcomesIn } from './outcomes';

const COMMAND = 'npm run pipeline -- summary';
const POLICIES = 'npm run policies -- --format markdown --output';
const COMPARE = 'npm run compare -- --against COMMIT --output';
const BENCH = 'npm run bench -- --against COMMIT --output';

const known = {
  from: { type: 'string' },
  expect: { type: 'string' },
  policies: { type: 'string' },
  comparison: { type: 'string' },
  bench: { type: 'string' },
  note: { type: 'string' },
  state: { type: 'string' },
  output: { type: 'string' },
} as const satisfies KnownOptions;

/**
 * `summary --from FOLDER [--expect "dev prod"] [--policies FILE] [--comparison FILE] [--bench FILE] [--note TEXT] [--state WORDS] --output FILE`: writes the Markdown for a
 * pull request's comment or a step's summary. FOLDER holds one plan's `summary.json`, or folders that each hold one. An
 * environment that is expected and has none is told as such, and a plan that failed with why: neither must look like one without changes.
 * A note is said first, and says why where nothing was planned.
 */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args, known, COMMAND);
  const from = required(options.from, '--from', 'the folder of a plan, or the one that holds those of several');
  const output = required(options.output, '--output', 'the file to write');
  const expected = (options.expect ?? '').split(/[\s,]+/).filter((name) => name !== '');
  const bad = expected.find((name) => !/^[a-z][a-z0-9-]{0,63}$/.test(name));
  if (bad !== undefined) throw new UserError(`--expect ${bad}: not the name of an environment.`);
  const outcomes = outcomesIn(from);
  if (outcomes.length === 0 && expected.length === 0 && !options.note) {
    throw new UserError(`--from ${from} holds no ${SUMMARY_FILE}: write one with "npm run pipeline -- plan".`);
  }
  // In the order of promotion, where it is told.
  const rank = (environment: string) => (expected.includes(environment) ? expected.indexOf(environment) : Infinity);
  const summaries = outcomes.filter((one): one is PlanSummary => !isFailed(one));
  const failed = outcomes.filter(isFailed);
  summaries.sort((a, b) => rank(a.environment) - rank(b.environment) || (a.environment < b.environment ? -1 : 1));
  const there = outcomes.map(({ environment }) => environment);
  const text = summaryDocument(
    {
      summaries,
      failed,
      missing: expected.filter((name) => !there.includes(name)),
      ...(options.policies === undefined ? {} : { policies: read('--policies', options.policies, POLICIES) }),
      ...(options.comparison === undefined ? {} : { comparison: read('--comparison', options.comparison, COMPARE) }),
      ...(options.bench === undefined ? {} : { bench: read('--bench', options.bench, BENCH) }),
      ...(options.note === undefined ? {} : { note: options.note }),
      ...(options.state === undefined ? {} : { state: options.state }),
    },
    linksFrom(process.env),
  );
  writeFileSync(output, text);
  return 0;
}

/** @param from the command that writes such a file */
function read(option: string, file: string, from: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(
      `${option} ${file} can't be read (${(error as Error).message}): write it with "${from} ${file}".`,
    );
  }
}
