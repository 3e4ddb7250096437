import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { readEnvironment } from '../../../terraform/stacks/neighbours';
import { standUp } from '../account';
import { SimulatedClock } from '../shared/clock';
import { PAGE, page } from './page';

/** A part of `npm run regenerate -- --fixtures`: `write-page STACKS`, the folder of those that came. */
export async function main([stacks = '']: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'served-'));
  const clock = new SimulatedClock(new Date());
  const account = await standUp(readEnvironment(join(stacks, 'dev')), { clock, folder });
  try {
    writeFileSync(join(repositoryRoot(), PAGE), page(account));
    return 0;
  } finally {
    await account.close();
    rmSync(folder, { recursive: true });
  }
}
