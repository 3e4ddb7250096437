import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { synthesizeInto } from '../../../terraform/test-support';
import { type Account, standUp } from '../account';
import { SimulatedClock } from '../shared/clock';
import { devStack, temporaryFolder } from '../../test-support';
import { PAGE, page } from './page';

const { folder, remove } = temporaryFolder('served');
let account: Account;
beforeAll(async () => {
  synthesizeInto(folder);
  account = await standUp(devStack(folder), { clock: new SimulatedClock(new Date()), folder });
});
afterAll(async () => {
  await account.close();
  remove();
});

// When this fails, `npm run regenerate -- --fixtures` writes the page anew.
test('the page says what is served', () => {
  expect(readFileSync(join(repositoryRoot(), PAGE), 'utf8')).toBe(page(account));
});

test('every service that requests reach says which it answers', () => {
  const [...all] = Object.entries(account.wires).map(([name, { operations }]) => [name, operations.length > 0]);
  expect(all.length).toBeGreaterThan(5);
  expect(all.filter(([, some]) => !some)).toEqual([]);
});
