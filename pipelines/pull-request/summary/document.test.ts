import fc from '../../../scripts/jest/properties';
import { NEW_SECRET, SECRET, type ScenarioName, scenarios } from '../../fixtures/scenarios';
import { readFixture } from '../../fixtures/read-fixture';
import { type PlanSummary } from '../../deploy/plan/plan-summary';
import { fixtureSummary, markdownTokens } from '../../shared/test-support';
import { LIMIT, summaryDocument } from './document';
import { linksFrom } from './links';

const github = linksFrom({
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'o/r',
  GITHUB_RUN_ID: '7',
  GITHUB_SHA: 'abc',
});
const RUN = '[The run that planned this](https://github.com/o/r/actions/runs/7)\n';

const document = (summaries: PlanSummary[], policies?: string, missing: string[] = []) =>
  summaryDocument({ summaries, missing, ...(policies === undefined ? {} : { policies }) }, github);

test('no change', () => {
  expect(document([fixtureSummary('no-change')])).toBe(`## dev: nothing to do

| environment | create | update | replace | destroy | data stores lost | fixed cost a month |
| ----------- | -----: | -----: | ------: | ------: | ---------------: | -----------------: |
| dev         |      – |      – |       – |       – |                – |      1.00 USD (±0) |

${RUN}`);
});

test('create, with what it costs a month', () => {
  const where = { source: { file: 'constructs/notifications.ts', line: 73 } };
  const summary = fixtureSummary('create', { 'aws_kms_key.notifications_key': where });
  expect(document([summary])).toBe(`## dev: 6 changes

| environment | create | update | replace | destroy | data stores lost |   fixed cost a month |
| ----------- | -----: | -----: | ------: | ------: | ---------------: | -------------------: |
| dev         |      5 |      – |       – |       – |                – | 4.40 USD (+4.40 USD) |

### dev

<details><summary>Create (5)</summary>

- \`aws_cloudwatch_dashboard.monitoring_dashboard\`
- \`aws_cloudwatch_metric_alarm.monitoring_errors\`
- \`aws_cloudwatch_metric_alarm.monitoring_fast\`
- \`aws_kms_key.notifications_key\` · [\`constructs/notifications.ts:73\`](https://github.com/o/r/blob/abc/constructs/notifications.ts#L73)
- \`aws_sqs_queue.schedule_queue\`

</details>

<details><summary>Outputs (1)</summary>

- create \`queue_url\`

</details>

<details><summary>Cost (5)</summary>

- \`aws_cloudwatch_dashboard\`: +1, +3.00 USD a month
- \`aws_cloudwatch_metric_alarm\`: +2, +0.40 USD a month
- \`aws_kms_key\`: +1, +1.00 USD a month
- \`aws_kms_key\`: +1, billed by use (requests), which is in no sum
- \`aws_sqs_queue\`: +1, billed by use (requests), which is in no sum

</details>

${RUN}`);
});

test('replace, both ways round', () => {
  const lines = document([fixtureSummary('replace')]).split('\n');
  expect(lines[0]).toBe('## dev: 2 changes');
  expect(lines.slice(lines.indexOf('### dev') + 2, -2)).toEqual([
    '<details open><summary>Replace (2)</summary>',
    '',
    '- `aws_cloudwatch_event_rule.schedule_rule` · because of `name` · also changes `state`',
    '- `aws_lambda_function.report-workflow_send-report` · because of `function_name` · the new one is made first',
    '',
    '</details>',
    '',
  ]);
});

test('update and destroy', () => {
  expect(document([fixtureSummary('update')])).toContain(
    '<details><summary>Update (1)</summary>\n\n- `aws_lambda_function.report-workflow_send-report` · `memory_size`\n\n</details>',
  );
  expect(document([fixtureSummary('destroy')])).toContain(
    '<details open><summary>Destroy (2)</summary>\n\n- `aws_cloudwatch_metric_alarm.monitoring_errors`\n- ' +
      '`aws_iam_role_policy.report-workflow_role_policy`\n\n</details>',
  );
});

test('a data store’s replacement or destruction comes first, before the policies; what may hold data counts as one', () => {
  const text = document([fixtureSummary('data-store')], '### Policies: pass ✅');
  expect(text.slice(0, text.indexOf('<details>'))).toBe(`## dev: 4 changes, 3 data stores lost ⛔ · Policies: pass ✅

> [!CAUTION]
> **dev: 3 data stores would be destroyed or replaced, and what they hold would be lost.** The deployment stops and asks before it applies this.

| environment | create | update | replace | destroy | data stores lost |      fixed cost a month |
| ----------- | -----: | -----: | ------: | ------: | ---------------: | ----------------------: |
| dev         |      – |      1 |       1 |       2 |                3 | 0.00 USD (±0) + unknown |

**dev: data stores that would be lost**

- \`aws_s3_bucket.event-collection_events-bucket\` · **replace**: what is lost: every object in it · because of \`bucket\`
- \`aws_cloudwatch_log_group.report-workflow_log-group\` · **destroy**: what is lost: the logs in it
- \`aws_wordpress_site.blog\` · **destroy**: it is not known whether a \`aws_wordpress_site\` holds data: say so in \`catalog/services/\`

### Policies: pass ✅

### dev

`);
});

test('moved, imported, forgotten; outputs', () => {
  const text = document([fixtureSummary('move-import-forget')]);
  expect(text).toContain('left in the account (1)</summary>\n\n- `aws_sqs_queue.kept`\n');
  expect(text).toContain(
    '- `aws_kms_key.imported` · imported\n- `aws_sns_topic.new` · moved from `aws_sns_topic.old`\n',
  );
  expect(text).toContain('- create `fresh`\n- destroy `old`\n- update `topic`\n');
});

test('sensitive values are named, and never shown', () => {
  const summary = fixtureSummary('sensitive');
  const shown = JSON.stringify(summary) + document([summary]);
  expect(readFixture('sensitive')).toContain(SECRET);
  for (const secret of [SECRET, NEW_SECRET]) expect(shown).not.toContain(secret);
  expect(shown).toContain('- `aws_lambda_function.hook` · `environment` (sensitive)\n');
});

test.each(Object.keys(scenarios) as ScenarioName[])('%s: the summary holds no value at all', (name) => {
  const plan = JSON.parse(readFixture(name)) as { resource_changes: { change: { before: unknown; after: unknown } }[] };
  const values = plan.resource_changes.flatMap(({ change }) => [...leaves(change.before), ...leaves(change.after)]);
  const strings = new Set(values.filter((value) => typeof value === 'string' && value.length > 3));
  const { changes, drift, outputs, cost } = fixtureSummary(name);
  const shown = new Set(leaves([changes, drift, outputs, cost]));
  expect([...strings].filter((value) => shown.has(value))).toEqual([]);
});

function leaves(value: unknown): unknown[] {
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [value];
}

test('500 resources fit, folded', () => {
  const text = document([fixtureSummary('five-hundred')]);
  expect(text.length).toBeLessThan(LIMIT);
  expect(text).toMatch(/\| dev +\| +200 \| +150 \| +100 \| +50 \| +20 \|/);
  for (const title of ['Create (200)', 'Update (150)', 'Replace (80)', 'Destroy (50)']) {
    expect(text).toContain(`<details><summary>${title}</summary>`);
  }
  expect(text).not.toContain('have no room here');
  expectWhole(text);
});

test('what does not fit is counted, the least grave first, and nothing is torn', () => {
  const environments = ['dev', 'staging', 'prod', 'other'].map((name) => fixtureSummary('five-hundred', {}, name));
  const policies = `### Policies: do not pass ❌\n\n${'- dev: `role x may now do y`\n'.repeat(100)}`;
  const text = document(environments, policies);
  expect(text.length).toBeLessThanOrEqual(LIMIT);
  expect(text.length).toBeGreaterThan(LIMIT - 500);
  expect(text.match(/what is lost: every object/g)).toHaveLength(80);
  expect(text.match(/role x may now do y/g)).toHaveLength(100);
  expect(text.match(/because of `name`/g)).toHaveLength(320);
  const listed = (text.match(/^- (?!…)/gm) ?? []).length;
  const told = [...text.matchAll(/^- … and (\d+) more$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
  const [, leftOut] = /> (\d+) lines have no room here: \[the run\]\(https/.exec(text) ?? [];
  // Each of four has 500 changes and a line on cost; 100 lines are the policies'.
  expect(listed + Number(leftOut)).toBe(4 * 501 + 100);
  expect(told).toBeLessThanOrEqual(Number(leftOut));
  expectWhole(text);
});

test('a large plan does not leave another one out, whichever comes first and whatever it loses', () => {
  const large = fixtureSummary('five-hundred', {}, 'dev');
  const [first] = fixtureSummary('data-store').changes;
  // As many data stores as no comment holds.
  const loses = Array.from({ length: 2_000 }, (_, index) => ({ ...first, address: `aws_s3_bucket.bucket-${index}` }));
  const dev = { ...large, changes: [...loses, ...large.changes] } as PlanSummary;
  const prod = fixtureSummary('destroy', {}, 'prod');
  for (const order of [
    [dev, prod],
    [prod, dev],
  ]) {
    const text = document(order, '### Policies: do not pass ❌\n\n- `role x`');
    expect(text.length).toBeLessThanOrEqual(LIMIT);
    expect(text.length).toBeGreaterThan(LIMIT - 500);
    expect(text).toContain('### prod\n\n<details open><summary>Destroy (2)</summary>');
    expect(text).toContain('- `aws_iam_role_policy.report-workflow_role_policy`');
    expect(text).toContain('- `role x`');
    expectWhole(text);
  }
});

test('an environment without a plan is told, and is no environment without changes', () => {
  const text = document([fixtureSummary('no-change')], '### Policies: pass ✅\n\ndev: 6 roles\n', ['prod']);
  expect(text).toContain('## dev: nothing to do · prod: no plan ❌ · Policies: pass ✅\n');
  expect(text).toMatch(/\| prod +\| +\? \| .* no plan was made \|\n\n### Policies: pass ✅\n\ndev: 6 roles\n/);
});

test('names can be anything: the document holds only what we wrote', () => {
  const name = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.constantFrom(...HOSTILE));
  const base = fixtureSummary('data-store');
  const [first] = base.changes;
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (names) => {
      const changes = names.map((address) => ({
        ...first,
        address,
        type: address,
        action: 'replace' as const,
        previousAddress: address,
        reason: address,
        replacedBy: [],
        attributes: [{ name: address }],
        where: { file: address, line: 1 },
      }));
      const outputs = names.map((output) => ({ name: output, action: 'create' as const }));
      expectSound(document([{ ...base, changes, outputs }]));
    }),
    { numRuns: 20 },
  );
});

const HOSTILE = [
  '</details><script>alert(1)</script>',
  '@octocat',
  '![x](https://evil/pixel)',
  '[x](javascript:alert)',
  'https://evil.example/',
  '`</details>`',
  '\n\n# A heading\n\n<img src=x>',
  '<!-- ',
  '| a | b |',
  '$`x`$',
];

/** No item is torn, each fold is closed. */
function expectWhole(text: string) {
  const lines = text.split('\n');
  const items = lines.filter((line) => /^- (?!…)/.test(line));
  for (const item of items) expect(item).toMatch(/^- .*(`|\*|sum|more|month)$/);
  const folds = lines.filter((line) => line.includes('<'));
  folds.forEach((line, index) =>
    expect(line).toMatch(index % 2 === 0 ? /^<details( open)?><summary>.*<\/summary>$/ : /^<\/details>$/),
  );
  expect(folds.length % 2).toBe(0);
}

/** All HTML is ours and closed again, each link leads where we say, and nothing is a mention, a heading or an image of another's. */
function expectSound(text: string) {
  const all = markdownTokens(text);
  const html = all.filter(({ type }) => type === 'html').map(({ raw }) => raw.trim());
  for (const piece of html) {
    expect(piece).toMatch(/^(<details( open)?><summary>[A-Z][a-z,A-Z ]+ \(\d+\)<\/summary>|<\/details>)$/);
  }
  // No details stands in another.
  html.forEach((piece, index) => expect(piece === '</details>').toBe(index % 2 === 1));
  expect(html.length % 2).toBe(0);
  for (const token of all) {
    expect(token.type).not.toMatch(/^(image|code|def)$/);
    if (token.type === 'link')
      expect(token.href).toMatch(/^https:\/\/github\.com\/o\/r\/(blob\/abc\/|actions\/runs\/7$)/);
  }
  const prose = all.filter((token) => token.type === 'text' && token.tokens === undefined).map(({ raw }) => raw);
  expect(prose.length).toBeGreaterThan(0);
  expect(prose.filter((text) => /@|https?:/.test(text))).toEqual([]);
}

test('the title says at a glance what becomes of access, of the report and of speed', () => {
  const title = (policies: string, comparison?: string, bench?: string) =>
    summaryDocument(
      {
        summaries: [fixtureSummary('update')],
        missing: [],
        policies,
        ...(comparison === undefined ? {} : { comparison }),
        ...(bench === undefined ? {} : { bench }),
      },
      github,
    ).split('\n')[0];
  expect(title('### Policies: pass ✅\n\n**New access**\n', "### The month's report: unchanged\n")).toBe(
    '## dev: 1 change · New access ⚠️ · Report: unchanged · Policies: pass ✅',
  );
  expect(title('### Policies: pass ✅\n', "### The month's report: unchanged\n", '### Speed: 2 figures moved\n')).toBe(
    '## dev: 1 change · Report: unchanged · Speed: 2 figures moved · Policies: pass ✅',
  );
  expect(title('### Policies: pass ✅\n\n**Less access**\n')).toBe(
    '## dev: 1 change · Less access · Policies: pass ✅',
  );
  expect(title('### Policies: pass ✅\n\nAccess stays as it is.\n')).toBe(
    '## dev: 1 change · Access unchanged · Policies: pass ✅',
  );
});
