import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStack } from '../../terraform/read-stack';
import { type Json, type Stack } from '../../terraform/stack';
import { synthesizeInto } from '../../terraform/test-support';
import { mermaid } from '../../policies/diagram/mermaid';
import { changedBlocks, changedDiagram, undrawn } from './changed-diagram';

const folder = mkdtempSync(join(tmpdir(), 'changed-'));
let stack: Stack;
beforeAll(() => {
  synthesizeInto(folder);
  stack = readStack(join(folder, 'stacks/dev'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const SEND = 'aws_lambda_function.report-workflow_send-report_Resource';
const addressOf = (end: string): string => stack.blocks.find(({ address }) => address.includes(end))?.address ?? SEND;
const withValues = (address: string, values: Record<string, Json>): Stack => ({
  ...stack,
  blocks: stack.blocks.map((block) =>
    block.address === address ? { ...block, values: { ...block.values, ...values } } : block,
  ),
});
const without = (address: string): Stack => ({
  ...stack,
  blocks: stack.blocks.filter((block) => block.address !== address),
});

test('two of the same have no picture', () => expect(changedDiagram(stack, stack)).toBeUndefined());

test('a changed function is marked, and drawn with what it is joined to alone', () => {
  const address = addressOf('aws_lambda_function.report-workflow_send-report');
  const after = withValues(address, { memory_size: 512 });
  expect([...changedBlocks(stack, after)]).toEqual([[address, 'changed']]);
  const diagram = changedDiagram(stack, after);
  const [node, ...others] = diagram?.nodes.filter(({ label }) => /^[+−±] /.test(label)) ?? [];
  expect([node?.id, node?.label, others]).toEqual([address, expect.stringMatching(/^± /), []]);
  expect(diagram?.nodes.length).toBeLessThan(20);
  expect(diagram?.edges.every(({ from, to }) => from === address || to === address)).toBe(true);
  expect(diagram && mermaid(diagram)).toMatch(/^flowchart LR\n/);
});

test('what comes and goes is marked so', () => {
  const address = addressOf('aws_lambda_function.report-workflow_send-report');
  const label = (before: Stack, after: Stack) =>
    changedDiagram(before, after)?.nodes.find(({ id }) => id === address)?.label ?? '';
  expect(label(without(address), stack)).toMatch(/^\+ /);
  expect(label(stack, without(address))).toMatch(/^− /);
});

test('a part marks the whole that it is drawn as', () => {
  const part = addressOf('aws_s3_bucket_versioning.event-collection');
  const marked = changedDiagram(
    stack,
    withValues(part, { versioning_configuration: [{ status: 'Suspended' }] }),
  )?.nodes.filter(({ label }) => label.startsWith('± '));
  expect(marked?.map(({ id }) => id.split('.')[0])).toEqual(['aws_s3_bucket']);
});

test('a function whose code alone changes is marked', () => {
  const check = addressOf('null_resource.report-workflow_send-report_bundle');
  const after = withValues(check, { triggers: { sha256: 'another' } });
  const marked = changedDiagram(stack, after)?.nodes.filter(({ label }) => label.startsWith('± '));
  expect(marked?.map(({ id }) => id)).toEqual([addressOf('aws_lambda_function.report-workflow_send-report')]);
  expect(undrawn(stack, after)).toEqual([]);
});

test('what no picture shows has none', () => {
  const address = 'null_resource.new';
  const block = { kind: 'resource', type: 'null_resource', address, values: {} } as unknown as Stack['blocks'][number];
  const after = { ...stack, blocks: [...stack.blocks, block] };
  expect(changedDiagram(stack, after)).toBeUndefined();
  expect(undrawn(stack, after)).toEqual(['+ null_resource.new']);
  expect(undrawn(stack, stack)).toEqual([]);
});
