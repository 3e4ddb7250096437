import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { documents, documentTests } from './document-tests';

const root = repositoryRoot();

test('documents are those of the list', () => {
  const all = documents(root);
  expect(all).toEqual(
    expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/deploy.md', 'docs/decisions/README.md']),
  );
  expect(all.filter((path) => /fixtures|diagrams|\.ts$/.test(path))).toEqual([]);
});

test('the tests that read one are among those that run when documents alone change', () => {
  const tests = documentTests(root);
  const reading = tests.filter((test) => /readFileSync\([^;]*\.md/.test(readFileSync(join(root, test), 'utf8')));
  // Each by what it holds a page to.
  for (const words of [
    'has an id for each type that the pipelines apply',
    'says at which commit the source was read',
  ]) {
    expect(reading.filter((test) => readFileSync(join(root, test), 'utf8').includes(words))).toHaveLength(1);
  }
  expect(tests).toEqual(
    expect.arrayContaining(['fork', 'walk'].map((name) => `scripts/documents/how-to/${name}.test.ts`)),
  );
  // It names none itself: what it tests does.
  expect(tests).toContainEqual(expect.stringMatching(/transcripts\.test\.ts$/));
});
