import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { writeIfChanged } from '../../scripts/files/write-if-changed';
import { readTexts } from './files';
import { SHIPPED_WORKFLOWS, shippedTexts } from './shipped';
import { withEnvironments } from './write-environments';

/** A part of `npm run regenerate -- --fixtures`: the workflows that are here, with the environments that came. */
export async function main(): Promise<number> {
  const root = repositoryRoot();
  const texts = withEnvironments(readTexts(root), ['dev', 'prod']);
  for (const [path, text] of Object.entries(texts)) writeIfChanged(join(root, SHIPPED_WORKFLOWS, path), text);
  for (const path of Object.keys(shippedTexts())) {
    if (!Object.hasOwn(texts, path)) rmSync(join(root, SHIPPED_WORKFLOWS, path));
  }
  return 0;
}
