import { writeFileSync } from 'node:fs';
import { SHIPPED_NEEDS } from '../../policies/fixtures/files';
import { needsText } from '../../policies/needs/needs-file';
import { recordAll } from './main';

/** A part of `npm run regenerate -- --fixtures`. @param args the folder of the stacks as they came */
export async function main([stacks = '']: readonly string[]): Promise<number> {
  writeFileSync(SHIPPED_NEEDS, needsText(await recordAll(stacks)));
  return 0;
}
