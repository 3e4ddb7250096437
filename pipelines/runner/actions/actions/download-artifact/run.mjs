import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const { INPUT_NAME, INPUT_PATTERN, INPUT_MERGE_MULTIPLE, INPUT_PATH, INPUT_DIGEST_MISMATCH } = process.env;
const { STAND_IN_ARTIFACTS, GITHUB_RUN_ID } = process.env;

if (INPUT_DIGEST_MISMATCH !== 'error') throw new Error('digest-mismatch: only "error" is served here.');
if ((INPUT_NAME === '') === (INPUT_PATTERN === ''))
  throw new Error('Give a name or a pattern: no more is served here.');
const all = join(STAND_IN_ARTIFACTS, GITHUB_RUN_ID);
const pattern = new RegExp(`^${INPUT_PATTERN.replaceAll(/[.+^$()|[\]\\?]/g, '\\$&').replaceAll('*', '.*')}$`);
const names = INPUT_NAME ? [INPUT_NAME] : existsSync(all) ? readdirSync(all).filter((name) => pattern.test(name)) : [];
for (const name of names) {
  const folder = join(all, name);
  if (!existsSync(folder)) throw new Error(`Artifact not found for name: ${name}`);
  const files = join(folder, 'files');
  const digest = createHash('sha256');
  const paths = readdirSync(files, { recursive: true }).filter((path) => statSync(join(files, path)).isFile());
  for (const path of paths.sort())
    digest
      .update(`${path}\0`)
      .update(readFileSync(join(files, path)))
      .update('\0');
  if (digest.digest('hex') !== readFileSync(join(folder, 'digest'), 'utf8')) {
    throw new Error(`The digest of ${name} is another than when it was uploaded.`);
  }
  const whole = INPUT_NAME !== '' || INPUT_MERGE_MULTIPLE === 'true';
  cpSync(files, whole ? INPUT_PATH : join(INPUT_PATH, name), { recursive: true });
}
console.log(`Artifacts: ${names.join(', ') || 'none'}`);
