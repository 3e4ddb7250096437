import { execFileSync } from 'node:child_process';
import { repositoryRoot } from '../files/repository-root';

/** What a newcomer meets on opening a folder. */
const MOST = 15;

test('no folder below the root has more at its first level than a person takes in', () => {
  const root = repositoryRoot();
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const entries = new Map<string, Set<string>>();
  for (const [folder = '', entry] of files.split('\n').map((file) => file.split('/'))) {
    // A fork's environments are its own: as many as it has.
    if (entry === undefined || (folder === 'environments' && /^[\w-]+\.ts$/.test(entry))) continue;
    entries.set(folder, (entries.get(folder) ?? new Set()).add(entry));
  }
  expect(entries.size).toBeGreaterThan(10);
  expect([...entries].filter(([, all]) => all.size > MOST).map(([folder, all]) => `${folder}: ${all.size}`)).toEqual(
    [],
  );
});
