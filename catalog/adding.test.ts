import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { lockDevAlone } from '../scripts/documents/how-to/dev-alone';
import { scratchCheckout } from '../scripts/files/scratch-checkout';

const root = resolve(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'adding-'));
const checkout = join(folder, 'checkout');
const edited = new Set<string>();

beforeAll(() => {
  scratchCheckout(checkout);
  // One environment: the other has the same constructs, and each command would go through it as well.
  const shipped = join(checkout, 'environments/commands/synth/shipped.ts');
  const both = '{ dev: shippedDev, prod: shippedProd }';
  const text = readFileSync(shipped, 'utf8');
  expect(text).toContain(both);
  writeFileSync(shipped, text.replace(both, '{ dev: shippedDev }'));
  lockDevAlone(checkout);
});
afterEach(() => {
  for (const file of edited) cpSync(join(root, file), join(checkout, file));
  edited.clear();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Makes one step of a change, as a person would. */
function edit(file: string, ...changes: readonly (readonly [from: string, to: string])[]): void {
  const path = join(checkout, file);
  const text = changes.reduce(
    (before, [from, to]) => {
      if (!before.includes(from)) throw new Error(`${file} has no "${from}".`);
      return before.replace(from, to);
    },
    readFileSync(path, 'utf8'),
  );
  writeFileSync(path, text);
  edited.add(file);
}

/** What a command says that fails. */
function said(entry: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('node', ['scripts/run.mjs', entry, ...args], {
    cwd: checkout,
    encoding: 'utf8',
    env: { ...process.env, CDKTF_OUTDIR: join(folder, 'cdktf.out'), INIT_CWD: folder, NO_COLOR: '1' },
  });
  expect(status).toBe(1);
  return `${stdout}\n${stderr}`;
}

const policies = () => said('policies/main.ts');

test('a resource type: what is missing is told, with the next file', () => {
  edit(
    'constructs/query-workspace.ts',
    [
      'import { AthenaWorkgroup }',
      "import { AthenaNamedQuery } from '@cdktf/provider-aws/lib/athena-named-query';\nimport { AthenaWorkgroup }",
    ],
    [
      '    this.workgroupName =',
      `    new AthenaNamedQuery(this, 'totals', {
      name: named('totals', deployment),
      database: 'default',
      query: 'SELECT 1',
      workgroup: workgroup.id,
    });
    this.workgroupName =`,
    ],
  );
  expect(policies()).toMatch(
    /type aws_athena_named_query are not modelled.*\n {2}dev: .*constructs\/query-workspace\.ts:\d+\n.*\n {2}fix {2}Leave it out, or add it to catalog\/services\/athena\.ts:\d+, .*constructs\/deploy-access\//,
  );

  edit(
    'catalog/services/athena.ts',
    ['import { deployedBy, row,', 'import { deployedBy, of, row,'],
    ['import { NOTHING }', "import { undrawn } from '../picture';\nimport { NOTHING }"],
    [
      ", { unique: 'none' }), bill: NOTHING }",
      `, { unique: 'none' }),
      bill: NOTHING,
      calls: row(
        'athena/named_query.go',
        { read: ['athena:GetNamedQuery'], create: ['athena:CreateNamedQuery'], update: [], delete: ['athena:DeleteNamedQuery'] },
        of('aws_athena_workgroup', 'workgroup', 'name'),
      ),
      picture: undrawn,
      local: 'stood up',
      arguments: {
        database: read('catalog/services'),
        name: read('catalog/services'),
        query: read('catalog/services'),
        workgroup: read('catalog/services'),
      },
    }`,
    ],
  );
  expect(policies()).toMatch(
    /athena:CreateNamedQuery on \S+ is needed, .*\n {2}bootstrap-dev: github-apply-dev-blog .*\n.*\n {2}fix {2}Allow it on exactly this resource, in constructs\/deploy-access\//,
  );

  edit('constructs/deploy-access/queries.ts', [
    "'athena:CreateWorkGroup',",
    "'athena:CreateNamedQuery',\n        'athena:CreateWorkGroup',",
  ]);
  expect(said('local/cli.ts')).toMatch(
    /aws_athena_named_query\.\S+: catalog\/services\/athena\.ts:\d+ says that aws_athena_named_query is stood up, and no service of local\/aws\/all\.ts does: stand it up in local\/aws\/athena\/, and add it to `stands` in its service\.ts\./,
  );
});

test('a served operation: what is missing is told, with the next file', () => {
  writeFileSync(join(folder, 'one.ndjson'), '{"id":"intro","userId":"ann","timestamp":"2026-05-03T10:00:00Z"}\n');
  const start = () => said('local/cli.ts', '--events', 'one.ndjson');

  edit(
    'lambdas/check-query-execution.ts',
    ['GetQueryExecutionCommand,', 'GetQueryExecutionCommand, GetQueryRuntimeStatisticsCommand,'],
    [
      '    const state = queryState',
      '    await athena.send(new GetQueryRuntimeStatisticsCommand({ QueryExecutionId: queryExecutionId }));\n    const state = queryState',
    ],
  );
  const first = start();
  expect(first).toMatch(
    /it can send athena:GetQueryRuntimeStatistics, which no recorded run did.*\n {2}dev: \S+ +lambdas\/check-query-execution\.ts:1\n.*\n {2}fix .*local\/record\//,
  );
  expect(first).toMatch(
    /AmazonAthena\.GetQueryRuntimeStatistics is not served here; .*More is written in local\/aws\/athena\//,
  );

  edit('local/aws/athena/athena.ts', [
    '      StopQueryExecution:',
    `      GetQueryRuntimeStatistics: async ({ QueryExecutionId }, call) => {
        this.#execution(QueryExecutionId, call, 'athena:GetQueryRuntimeStatistics');
        return {};
      },
      StopQueryExecution:`,
  ]);
  edit('local/aws/athena/requests.ts', [
    '    StopQueryExecution:',
    "    GetQueryRuntimeStatistics: ['QueryExecutionId'],\n    StopQueryExecution:",
  ]);
  edit('local/aws/requests/models.json', [
    '        "StopQueryExecution":',
    '        "GetQueryRuntimeStatistics": "StopQueryExecutionInput",\n        "StopQueryExecution":',
  ]);
  expect(start()).toMatch(
    /was refused athena:GetQueryRuntimeStatistics on \S+: the permissions boundary denies it\.\n {2}The statement that denies it is written at constructs\/deploy-access\/service-boundary\.ts:\d+/,
  );
  // Once the boundary has it, the role's own policy is named the same way: local/start/running/report-run.test.ts.
});
