import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './files/repository-root';

/** What is a fork's to write: commands check it, with words of their own. */
const FORKS: readonly (readonly [what: string, reads: RegExp])[] = [
  ['settings', /from '(?:[./]*\/environments|[./]+)\/(?:dev|prod|github)'|\benvironmentNames\b|\benvironments\(\)/],
  ['the stacks of its settings', /environments\/commands\/synth\/main\.ts/],
  ['lock or needs', /(?:join|resolve|read\w+)\([^)]*\bpolicies\/(?:access\.lock|needs)\.json|\bNEEDS_FILE\b/],
  ['pictures', /'docs\/diagrams'|\bDIAGRAMS\b/],
  ['workflows', /readTexts\((?:root|repositoryRoot\(\))\)|join\((?:root|repositoryRoot\(\)), '\.github/],
];

/** Checkouts of their own, where that command and these files are as they came. */
const SCRATCH = [
  'environments/commands/synth/kept.test.ts',
  'environments/commands/synth/synth.test.ts',
  'local/start/running/second-machine.test.ts',
  'scripts/documents/how-to/fork.test.ts',
  'scripts/own-settings.test.ts',
];

const root = repositoryRoot();
const tests = [
  'environments',
  'constructs',
  'lambdas',
  'state-machines',
  'catalog',
  'terraform',
  'policies',
  'local',
  'pipelines',
  'scripts',
]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => /\.test\.ts$|test-support\.ts$/.test(name) && !SCRATCH.includes(name));

test.each(FORKS)("no test reads a fork's %s", (_, reads) => {
  expect(tests.length).toBeGreaterThan(100);
  expect(tests.filter((name) => reads.test(readFileSync(join(root, name), 'utf8')))).toEqual([]);
});

test.each([
  "import { dev } from '../environments/dev';",
  "import { prod } from './prod';",
  'expect(environments().map(nameOf))',
  "run('environments/commands/synth/main.ts')",
  "readNeeds(join(root, 'policies/needs.json'))",
  'staleFiles(join(root, DIAGRAMS), files)',
  'parseFiles(readTexts(repositoryRoot()))',
])('%s would', (line) => expect(FORKS.some(([, reads]) => reads.test(line))).toBe(true));
