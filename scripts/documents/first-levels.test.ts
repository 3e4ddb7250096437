import { checkoutFiles } from '../files/checkout-files';

/** What a newcomer meets on opening a folder. */
const MOST = 15;

test('no folder below the root has more at its first level than a person takes in', () => {
  const entries = new Map<string, Set<string>>();
  for (const [folder = '', entry] of checkoutFiles().map((file) => file.split('/'))) {
    // A fork's environments are its own: as many as it has.
    if (entry === undefined || (folder === 'environments' && /^[\w-]+\.ts$/.test(entry))) continue;
    // A test stands beside what it tests, and is nothing more to take in: a fork's construct or function has one, too.
    entries.set(folder, (entries.get(folder) ?? new Set()).add(entry.replace(/\.test\.ts$/, '.ts')));
  }
  expect(entries.size).toBeGreaterThan(10);
  expect([...entries].filter(([, all]) => all.size > MOST).map(([folder, all]) => `${folder}: ${all.size}`)).toEqual(
    [],
  );
});
