import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeInto } from '../../../terraform/test-support';
import { resourceType } from './resource-types';

/** A type that is not told apart stops every plan that replaces one: better here than in a deployment. */
test('every type of resource in every stack is told: what it holds, and what it costs', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'resource-types-'));
  try {
    synthesizeInto(outdir);
    const types = readdirSync(join(outdir, 'stacks')).flatMap((name) => {
      const file = join(outdir, 'stacks', name, 'cdk.tf.json');
      return Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { resource: object }).resource);
    });
    expect(types).toContain('aws_s3_bucket');
    // For one that is listed here: say in catalog/services/ what it holds and costs, as its `bill`.
    expect([...new Set(types.filter((type) => !resourceType(type)))]).toEqual([]);
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

test('a workgroup that is destroyed takes what Athena keeps in it along, and a plan says so', () =>
  expect(resourceType('aws_athena_workgroup')?.loses).toBe('its saved queries, prepared statements and query history'));

const query = (period: number) => ({ id: 'm', metric: [{ period }] });
test.each([
  [{ period: 300 }, 0.1],
  [{ period: 60, metric_query: [] }, 0.1],
  [{ period: 10 }, 0.3],
  [{ metric_query: [query(300), query(10), { id: 'e', expression: 'm1/m2' }] }, 0.4],
  [{ metric_query: [{ id: 'e', expression: 'SELECT AVG(x)' }] }, undefined],
  [{}, undefined],
])('an alarm of %j costs %s a month', (values, dollars) => {
  expect(resourceType('aws_cloudwatch_metric_alarm')?.monthly?.(values as never)).toBe(dollars);
});

test.each(['constructor', 'aws_new_thing'])('of %s nothing is known', (type) =>
  expect(resourceType(type)).toBeUndefined(),
);
