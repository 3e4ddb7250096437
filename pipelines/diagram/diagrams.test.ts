import { XMLValidator } from 'fast-xml-parser';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { synthesizeInto } from '../../terraform/test-support';
import { type Stack } from '../../terraform/stack';
import { diagramFiles } from './files';
import { readStacks, staleFiles } from './main';
import { stackDiagram } from '../../policies/diagram/stack-diagram';
import { mermaidFaults } from '../../policies/diagram/test-support';
import { keptOf, SHIPPED_DIAGRAMS } from './write-fixtures';

const folder = mkdtempSync(join(tmpdir(), 'diagrams-'));
let stacks: readonly Stack[];
let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  synthesizeInto(folder);
  stacks = readStacks(join(folder, 'stacks'));
  files = await diagramFiles(stacks);
});
afterAll(() => rmSync(folder, { recursive: true }));

// When this fails, `npm run regenerate -- --fixtures` writes the files anew: look at what it changes, and commit them.
test('what is drawn of the settings as they came', () => {
  expect(staleFiles(join(repositoryRoot(), SHIPPED_DIAGRAMS), keptOf(files))).toEqual([]);
});

test('every SVG shows each box of its diagram', () => {
  for (const stack of stacks) {
    const svg = (files.get(`${stack.name}.svg`) ?? '').replaceAll('&#45;', '-');
    const shown = svg.match(/(?<=>)[^<>]+(?=<\/text>)/g) ?? [];
    for (const { label } of stackDiagram(stack).nodes) expect(shown).toContain(label);
  }
});

test('a file that is missing, old or of no stack is told', () => {
  const other = mkdtempSync(join(folder, 'other-'));
  writeFileSync(join(other, 'README.md'), 'old');
  writeFileSync(join(other, 'staging.svg'), '');
  const stale = staleFiles(other, files);
  expect(stale).toContain('README.md is not what the stacks say');
  expect(stale).toContain('dev.svg is missing');
  expect(stale).toContain('staging.svg belongs to no stack');
  expect(stale).toHaveLength(files.size + 1);
});

test('every SVG is well-formed, loads nothing and runs nothing', () => {
  const pictures = [...files].filter(([name]) => name.endsWith('.svg'));
  expect(pictures.map(([name]) => name)).toEqual(
    expect.arrayContaining(['bootstrap-dev.svg', 'dev.svg', 'dev-report-workflow-state-machine.svg']),
  );
  for (const [, svg] of pictures) {
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).toMatch(/^<svg role="img" aria-label="[^"]+" width=/);
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
    expect(svg).not.toMatch(/<script|<image|@import|url\(|href="(?!")|\son\w+=/);
  }
});

test('every Mermaid is of the few forms that are known to be right, and names only nodes that it has', () => {
  const texts = [...files].filter(([name]) => name.endsWith('.mmd'));
  expect(texts).toHaveLength(stacks.length + 2);
  for (const [name, text] of texts) expect([name, mermaidFaults(text)]).toEqual([name, []]);
});

test('the page shows every picture', () => {
  const page = files.get('README.md') ?? '';
  for (const name of files.keys()) if (name.endsWith('.svg')) expect(page).toContain(`](${name})`);
});

const dev = () => stacks.find(({ name }) => name === 'dev') ?? stacks[0];

/** `from > to: label` */
const arrows = (stack: Stack | undefined): string[] => {
  if (!stack) return [];
  const { nodes, edges } = stackDiagram(stack);
  const label = new Map(nodes.map((node) => [node.id, node.label]));
  return edges.map((edge) => `${label.get(edge.from)} > ${label.get(edge.to)}: ${edge.label ?? ''}`);
};

test('who does what with what, by the roles’ policies', () => {
  expect(arrows(dev())).toEqual(
    expect.arrayContaining([
      'producer-policy > stream: PutRecord, PutRecordBatch',
      'stream > events-bucket: reads, writes',
      'stream > table: reads',
      'start-query-execution > workgroup: StartQueryExecution',
      'start-query-execution > events-bucket: reads',
      'start-query-execution > query-output-bucket: reads, writes',
      'check-query-execution > workgroup: GetQueryExecution',
      'send-report > topic: Publish',
      'state-machine > send-report: InvokeFunction',
      'start-analytics-workflow > state-machine: StartExecution',
    ]),
  );
});

test('what is sent where, by what refers to what', () => {
  const { nodes, edges } = stackDiagram(dev() as Stack);
  const id = (label: string, group: string) => nodes.find((node) => node.label === label && node.group === group)?.id;
  const between = (from: string | undefined, to: string | undefined) =>
    edges.filter((edge) => edge.from === from && edge.to === to).map(({ kind }) => kind);
  const rule = id('rule', 'schedule');
  expect(between(rule, id('start-analytics-workflow', 'schedule'))).toEqual(['main']);
  expect(between(rule, id('dead-letter-queue', 'schedule'))).toEqual(['exception']);
  const [machine, failure] = [id('state-machine', 'report-workflow'), id('failure-rule', 'report-workflow')];
  expect(between(machine, failure)).toEqual(['main']);
  const notice = id('notify-failure', 'report-workflow');
  expect(between(failure, notice)).toEqual(['main']);
  expect(between(notice, id('topic', 'notifications'))).toEqual(['main']);
  expect(between(id('topic', 'notifications'), id('subscribers', 'notifications'))).toEqual(['main']);
});

test('a schedule in a zone is drawn with its zone, to what it invokes and what keeps what came to nothing', () => {
  const stack = dev() as Stack;
  const address = (type: string) =>
    stack.blocks.find((block) => block.type === type && block.address.includes('.schedule_'))?.address ?? '';
  const [starter, queue] = [address('aws_lambda_function'), address('aws_sqs_queue')];
  const schedule = {
    kind: 'resource' as const,
    type: 'aws_scheduler_schedule',
    name: 'schedule_schedule',
    address: 'aws_scheduler_schedule.schedule_schedule',
    constructPath: 'dev/schedule/schedule',
    values: { schedule_expression: 'cron(0 8 1 * ? *)', schedule_expression_timezone: 'Europe/Berlin' },
    references: [
      { path: 'target.arn', address: starter },
      { path: 'target.dead_letter_config.arn', address: queue },
    ],
  };
  const { nodes, edges } = stackDiagram({ ...stack, blocks: [...stack.blocks, schedule] });
  expect(nodes.find(({ id }) => id === schedule.address)).toMatchObject({
    details: ['EventBridge schedule', 'cron(0 8 1 * ? *) Europe/Berlin'],
  });
  expect(edges.filter(({ from }) => from === schedule.address).map(({ to, kind }) => [to, kind])).toEqual([
    [starter, 'main'],
    [queue, 'exception'],
  ]);
});

test('every resource that holds data or runs is drawn, and nothing that is part of another', () => {
  for (const stack of stacks) {
    const drawn = new Set(stackDiagram(stack).nodes.map(({ id }) => id));
    for (const { address, type, kind } of stack.blocks) {
      if (/^aws_(s3_bucket|lambda_function|sfn_state_machine|sns_topic|sqs_queue)$/.test(type)) {
        expect([address, drawn.has(address)]).toEqual([address, true]);
      }
      if (kind === 'data' || /policy_attachment|role_policy|log_group|versioning|null_resource/.test(type)) {
        expect([address, drawn.has(address)]).toEqual([address, false]);
      }
    }
  }
});

test('a role of the pipelines is drawn with the tokens that it trusts', () => {
  const bootstrap = stacks.find(({ name }) => name === 'bootstrap-dev');
  expect(arrows(bootstrap)).toEqual(
    expect.arrayContaining(['github > plan: pull_request', 'github > report: environment:report-dev']),
  );
});
