import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { type Checkout } from './checkout';

/** A change that somebody might propose: one text in place of another, in files that are found by their names. */
export interface Change {
  readonly what: string;
  readonly edits: readonly (readonly [name: string, from: string, to: string])[];
  /** Whether who may do what changes with it, so that needs and lock are written anew. */
  readonly access?: true;
}

/** Changes of each kind that a reviewer must tell apart at a glance. */
export const CHANGES = {
  sql: {
    what: 'Count no events without a time',
    edits: [
      [
        'report-sql.ts',
        'AND ${arrivedBy(query.endDate)}\n), counted',
        'AND ${arrivedBy(query.endDate)} AND ts IS NOT NULL\n), counted',
      ],
    ],
  },
  nothing: {
    what: 'Draw higher graphs on the dashboard',
    edits: [['dashboard.ts', 'const HEIGHT = 6;', 'const HEIGHT = 8;']],
  },
  permission: {
    what: 'Read the first row of a result as soon as it is there',
    edits: [
      [
        'check-query-execution.ts',
        'import { AthenaClient, GetQueryExecutionCommand,',
        'import { AthenaClient, GetQueryExecutionCommand, GetQueryResultsCommand,',
      ],
      [
        'check-query-execution.ts',
        '    return {\n      startDate,',
        "    if (state.data === 'SUCCEEDED') {\n      await athena.send(new GetQueryResultsCommand({ QueryExecutionId: queryExecutionId, MaxResults: 1 }));\n    }\n    return {\n      startDate,",
      ],
      [
        'report-workflow.ts',
        'statements: queries.followQueries(),',
        'statements: [...queries.followQueries(), ...queries.readResults()],',
      ],
    ],
    access: true,
  },
} as const satisfies Readonly<Record<string, Change>>;

/** Commits a change on top of a commit, as its author would: with what follows from it. */
export function commitChange(checkout: Checkout, base: string, { what, edits, access }: Change): void {
  checkout.git('checkout', '--quiet', '--force', '-B', 'change', base);
  for (const [name, from, to] of edits) {
    const [file = '', another] = checkout.git('ls-files', `:(glob)**/${name}`).split('\n').filter(Boolean);
    if (another !== undefined) throw new Error(`There are two ${name}: ${file}, ${another}.`);
    const text = readFileSync(join(checkout.folder, file), 'utf8');
    if (text.split(from).length !== 2) throw new Error(`${file} has not one ${JSON.stringify(from)}.`);
    checkout.write(
      file,
      text.replace(from, () => to),
    );
  }
  if (access) regenerate(checkout.folder);
  checkout.git('add', '--update');
  checkout.git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '-m', what);
}

/** What each role needs and who may do what, with the packages of the checkout that runs the tests. */
function regenerate(folder: string): void {
  const packages = join(folder, 'node_modules');
  symlinkSync(join(repositoryRoot(), 'node_modules'), packages);
  try {
    for (const args of [['--record'], ['--update']]) {
      execFileSync(process.execPath, ['scripts/run.mjs', 'policies/main.ts', ...args], { cwd: folder, stdio: 'pipe' });
    }
  } finally {
    for (const made of [packages, join(folder, 'cdktf.out'), join(folder, '.local')]) {
      rmSync(made, { recursive: true, force: true });
    }
  }
}
