import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARGUMENTS, LEADING, RANGES, TYPES } from './argument-mutants';
import { FOUND } from './found-mutants';
import { NAMED } from './named-mutants';
import { atOnce, changedStacks, type Document, type Mutant } from './test-support';

jest.setTimeout(60_000);

const { folder, remove, policies, localRun, changed } = changedStacks('terraform-json');
afterAll(remove);

/** The local run tells the place beside the address, and has a colon where `policies` has a full stop. */
const alike = (text: string): string =>
  text
    .replaceAll(/ \([\w./-]+:\d+\)/g, '')
    .replaceAll('. ', ': ')
    .toLowerCase();

async function refused(mutants: readonly Mutant[]): Promise<void> {
  const [{ stack = 'dev' } = { stack: 'dev' }] = mutants;
  const all = {
    ...mutants[0],
    change: (document: Document) => mutants.forEach(({ change }) => change?.(document)),
  };
  await changed(all, async () => {
    const { code, findings } = await policies([], [stack]);
    const start = alike((await localRun()) ?? 'it stands');
    for (const told of mutants.map((one) => alike(one.told))) {
      expect(findings.map(alike).join('\n')).toContain(told);
      expect(start).toContain(told);
    }
    expect(code).toBe(1);
  });
}

const named = ([first, ...others]: readonly Mutant[]): string =>
  [first?.name, ...(others.length > 0 ? [`and ${others.length} more at once`] : [])].join(' ');

describe.each([
  ['each thing that changes what Terraform makes of a stack is refused by name', NAMED],
  ['so is each that nobody named', FOUND],
  ['so is each argument that nobody reads', ARGUMENTS],
  ['so is each value that the service does not take', RANGES],
  ['so is each that leads to what is not of the stack', LEADING],
  ['so is each type that nobody models', TYPES],
])('%s', (_, mutants) => {
  test.each(atOnce(mutants).map((group) => [named(group), group] as const))('%s', (__, group) => refused(group));
});

test('all of it is told at once, with its place, and SARIF and Markdown are written all the same', async () => {
  const role = 'aws_iam_role.report-workflow_send-report_role';
  const mutant = {
    change: (document: {
      resource: Record<string, Record<string, Record<string, unknown>>>;
      [key: string]: unknown;
    }) => {
      document['module'] = { a: {}, b: {} };
      Object.assign(document.resource['aws_iam_role']?.['report-workflow_send-report_role'] ?? {}, { count: 2 });
    },
    env: { TF_VAR_x: '1' },
  };
  await changed(mutant, async () => {
    const { code, findings, texts } = await policies(['sarif', 'markdown', 'terminal']);
    expect(code).toBe(1);
    expect(findings.map((line) => line.split(': ')[0]).sort()).toEqual([
      'TF_VAR_x',
      'TF_VAR_x',
      `${role}.count`,
      'module.a',
      'module.b',
    ]);
    const [sarif = '', markdown, terminal] = texts;
    const { runs } = JSON.parse(sarif) as {
      runs: [{ results: Result[]; tool: { driver: { rules: { id: string }[] } } }];
    };
    const [{ results, tool }] = runs;
    expect(results).toHaveLength(5);
    for (const { ruleId, ruleIndex, level } of results) {
      expect([ruleId, tool.driver.rules[ruleIndex]?.id, level]).toEqual(['not-understood', 'not-understood', 'error']);
    }
    const sources = JSON.parse(readFileSync(join(folder, 'stacks/dev/sources.json'), 'utf8')) as Record<
      string,
      { file: string }
    >;
    expect(results.map(({ locations }) => locations[0].physicalLocation.artifactLocation.uri)).toContain(
      sources[role]?.file,
    );
    expect(markdown).toMatch(/^### Policies: do not pass ❌/);
    expect(markdown).toContain('not-understood | dev | <code>module.a</code>');
    expect(markdown).toContain('dev: not decided, 4 things not understood');
    expect(terminal).toContain('✗ dev            not decided: 4 things not understood');
  });
});

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly locations: [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }];
}

test('moved, import and removed change no access: the proof passes, and the local run says that it passes them over', async () => {
  const role = 'aws_iam_role.report-workflow_send-report_role';
  const mutant = {
    change: (document: Record<string, unknown>) =>
      void Object.assign(document, {
        moved: [{ from: 'aws_iam_role.before', to: role }],
        import: { to: role, id: 'dev-blog-send-report' },
        removed: [{ from: 'aws_iam_role.gone', lifecycle: { destroy: true } }],
      }),
  };
  await changed(mutant, async () => {
    expect(await policies()).toMatchObject({ code: 0, findings: [] });
    const lines: string[] = [];
    expect(await localRun(lines)).toBeUndefined();
    for (const words of [
      `moved: aws_iam_role.before → ${role}`,
      `import: dev-blog-send-report → ${role}`,
      'removed: aws_iam_role.gone',
    ]) {
      expect(lines.join('\n')).toContain(`Passed over, as only a plan of Terraform's heeds it: ${words}`);
    }
  });
});

test('a data source that asks AWS for something is read by the roles that plan, or it is told', async () => {
  const mutant = {
    change: (document: Record<string, unknown>) =>
      void (document['data'] = {
        ...(document['data'] as object),
        aws_caller_identity: { me: {} },
        aws_iam_openid_connect_provider: { github: { url: 'https://token.actions.githubusercontent.com' } },
      }),
  };
  await changed(mutant, async () => {
    const { code, findings } = await policies();
    expect(code).toBe(1);
    const lacking = findings.filter((line) => line.includes('OpenIDConnectProvider'));
    for (const role of ['plan', 'deploy-plan', 'apply']) {
      expect(
        lacking.filter(
          (line) => line.startsWith(`github-${role}-dev`) && line.includes('iam:ListOpenIDConnectProviders'),
        ),
      ).toHaveLength(1);
    }
    expect(findings.filter((line) => line.includes('GetCallerIdentity'))).toEqual([]);
  });
});

test('the stacks as they came are understood whole', async () => {
  expect(await policies()).toMatchObject({ code: 0, findings: [] });
});
