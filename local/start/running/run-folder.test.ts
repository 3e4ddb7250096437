import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../scripts/user-error';
import { makeRunFolder, writeRunFile } from './run-folder';
import { temporaryFolder } from '../../test-support';

const { folder, remove } = temporaryFolder('run-folder');
afterAll(remove);

test('the last five runs are kept, and those that are still going on', async () => {
  const runs = join(folder, 'runs');
  for (const [day, pid] of [
    ['01', process.ppid],
    ['02', 0],
    ['03', 'not a number'],
    ['04', 0],
    ['05', 0],
    ['06', 0],
    ['07', 0],
  ] as const) {
    mkdirSync(join(runs, `2026-10-${day}T00-00-00-dev-1`), { recursive: true });
    writeFileSync(join(runs, `2026-10-${day}T00-00-00-dev-1`, 'pid'), String(pid));
  }
  const made = makeRunFolder('dev', new Date('2026-10-08T09:30:00Z'), runs);
  expect(made).toBe(join(runs, `2026-10-08T09-30-00-dev-${process.pid}`));
  // Beside the run's work, and in no order.
  const going = ['02', '03'].map((day) => join(runs, `2026-10-${day}T00-00-00-dev-1`));
  while (going.some((run) => existsSync(run))) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(readdirSync(runs).map((run) => run.slice(8, 10))).toEqual(['01', '04', '05', '06', '07', '08']);
});

test('a folder that is no folder is one clear error', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeRunFolder('dev', new Date(), join(folder, 'file'))).toThrow(UserError);
  expect(() => writeRunFile(join(folder, 'file'), 'a/b.txt', '')).toThrow("can't be written");
});

test('a full disk is one clear error', () => {
  // Linux has a device that is always full.
  if (!existsSync('/dev/full')) return;
  expect(() => writeRunFile('/dev', 'full', 'text')).toThrow(
    'The disk that holds /dev/full is full: free some space, then run this again.',
  );
});
