import { lintFiles } from './lint-files';

/** Which folders a folder imports from, beside itself and scripts/. */
const FLOW: Readonly<Record<string, readonly string[]>> = {
  environments: ['constructs', 'catalog'],
  constructs: ['lambdas', 'state-machines'],
  lambdas: [],
  'state-machines': ['lambdas'],
  catalog: [],
  terraform: ['catalog'],
  policies: ['catalog', 'terraform'],
  local: ['catalog', 'terraform', 'policies'],
  pipelines: ['lambdas', 'catalog', 'terraform', 'policies'],
};
const FOLDERS = Object.keys(FLOW);

/** Of what each of these files imports, what is refused. */
function refused(files: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  const source = (paths: readonly string[]) =>
    paths.map((path, index) => `export { a as a${index} } from '${path}';\n`).join('');
  const faults = lintFiles(Object.fromEntries(Object.entries(files).map(([name, paths]) => [name, source(paths)])));
  expect(faults.filter(({ rule }) => rule !== 'eslint(no-restricted-imports)')).toEqual([]);
  return Object.fromEntries(
    Object.keys(files).map((name) => [
      name,
      faults.filter(({ file }) => file === name).map(({ said }) => /^'([^']+)'/.exec(said)?.[1] ?? said),
    ]),
  );
}

test('a folder imports from those that data comes from, and from no other, be it for types or to hand on', () => {
  const every = [...FOLDERS, 'scripts'].map((folder) => `../../${folder}/some/file`);
  const told = refused(Object.fromEntries(FOLDERS.map((folder) => [`${folder}/deeper/file.ts`, every])));
  for (const folder of FOLDERS) {
    const allowed = [folder, 'scripts', ...(FLOW[folder] ?? [])];
    const others = every.filter((path) => !allowed.includes(path.split('/')[2] ?? ''));
    expect(told[`${folder}/deeper/file.ts`]?.toSorted()).toEqual(others.toSorted());
  }
  const ways = [
    "import { a } from '../local/a';\nexport const b = a;\n",
    "import type { A } from '../local/a';\nexport type B = A;\n",
    "import { type A } from '../local/a';\nexport type B = A;\n",
    "import '../local/a';\n",
    "export * from '../local/a';\n",
    "export type { A } from '../local/a';\n",
  ];
  const faults = lintFiles(Object.fromEntries(ways.map((text, index) => [`policies/${index}.ts`, text])));
  expect(faults.map(({ file }) => file).toSorted()).toEqual(ways.map((_, index) => `policies/${index}.ts`));
  for (const { said } of faults) {
    expect(said).toContain(
      'policies/ imports from catalog/ and terraform/ alone, beside scripts/: data flows one way.',
    );
  }
});

test('tests import from anywhere, but fast-check by our properties', () => {
  const every = [...FOLDERS.map((folder) => `../${folder}/file`), 'fast-check', '@cdktf/provider-aws'];
  const tests = ['catalog/a.test.ts', 'catalog/a.terraform-test.ts', 'catalog/test-support.ts'];
  expect(refused(Object.fromEntries(tests.map((name) => [name, every])))).toEqual({
    'catalog/a.test.ts': ['fast-check'],
    'catalog/a.terraform-test.ts': [],
    'catalog/test-support.ts': [],
  });
});

test('local/ draws as the page of the report does, and takes nothing else of lambdas/', () => {
  const drawn = ['../lambdas/shared/html', '../lambdas/report/page/chart'];
  const others = [
    '../lambdas/send-report',
    '../lambdas/shared/html-of',
    '../lambdas/report/pages',
    '../lambdas/shared/a',
  ];
  expect(refused({ 'local/a.ts': [...drawn, ...others] })['local/a.ts']?.toSorted()).toEqual(others.toSorted());
});

test('a resource is imported, and never the whole provider', () => {
  const whole = Object.fromEntries(
    FOLDERS.map((folder) => [`${folder}/a.ts`, ['@cdktf/provider-aws', '@cdktf/provider-aws/lib/s3-bucket']]),
  );
  expect(refused(whole)).toEqual(
    Object.fromEntries(FOLDERS.map((folder) => [`${folder}/a.ts`, ['@cdktf/provider-aws']])),
  );
});

test('a machine imports nothing but types of a client', () => {
  const imports = [
    "import type { A } from '@aws-sdk/client-athena';",
    "import { type B } from '@smithy/types';",
    "import { C } from '@aws-sdk/client-sfn';",
    "import { D } from '@aws-sdk/client-sfn/dist/deeper';",
    "import { type E, F } from '@smithy/core';",
  ];
  const faults = lintFiles({
    'state-machines/one.ts': `${imports.join('\n')}\nexport const made = (a: A, b: B, e: E) => [a, b, e, C, D, F];\n`,
  });
  expect(faults.map(({ rule, said }) => [rule, /^'[^']+'/.exec(said)?.[0]])).toEqual(
    ['@aws-sdk/client-sfn', '@aws-sdk/client-sfn/dist/deeper', '@smithy/core'].map((client) => [
      'eslint(no-restricted-imports)',
      `'${client}'`,
    ]),
  );
  for (const { said } of faults) expect(said).toContain('A machine takes nothing but types of a client: import type.');
});
