import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../local/test-support';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { synthesizeInto } from '../../../terraform/test-support';

/** Who mends a killed apply must not find out then that a type is missing. */
test('docs/reference/killed-apply.md has an id for each type that the pipelines apply', () => {
  const { folder, remove } = temporaryFolder('killed-apply');
  try {
    synthesizeInto(folder);
    const stacks = readdirSync(join(folder, 'stacks')).filter((name) => !name.startsWith('bootstrap-'));
    const types = stacks.flatMap((name) => {
      const text = readFileSync(join(folder, 'stacks', name, 'cdk.tf.json'), 'utf8');
      return Object.keys((JSON.parse(text) as { resource: object }).resource);
    });
    const page = readFileSync(join(repositoryRoot(), 'docs/reference/killed-apply.md'), 'utf8');
    const listed = [...page.matchAll(/^\| `(\w+)` +\| \S/gm)].map(([, type]) => type);
    expect(types).toContain('aws_s3_bucket');
    expect([...new Set(types)].filter((type) => !listed.includes(type))).toEqual([]);
  } finally {
    remove();
  }
});
