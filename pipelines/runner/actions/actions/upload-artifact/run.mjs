import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

const { INPUT_NAME, INPUT_PATH, INPUT_IF_NO_FILES_FOUND, INPUT_OVERWRITE, INPUT_INCLUDE_HIDDEN_FILES } = process.env;
const { STAND_IN_ARTIFACTS, GITHUB_RUN_ID } = process.env;

if (/[*?\n]/.test(INPUT_PATH)) throw new Error(`path ${INPUT_PATH}: one file or folder is served here, no pattern.`);
const isFolder = existsSync(INPUT_PATH) && statSync(INPUT_PATH).isDirectory();
const root = isFolder ? INPUT_PATH : dirname(INPUT_PATH);
const hidden = (path) => path.split('/').some((part) => part.startsWith('.'));
const files = (
  isFolder ? readdirSync(INPUT_PATH, { recursive: true }) : existsSync(INPUT_PATH) ? [basename(INPUT_PATH)] : []
)
  .filter((path) => statSync(join(root, path)).isFile())
  .filter((path) => INPUT_INCLUDE_HIDDEN_FILES === 'true' || !hidden(path))
  .sort();
if (files.length === 0) {
  const words = `No files were found with the provided path: ${INPUT_PATH}. No artifacts will be uploaded.`;
  if (INPUT_IF_NO_FILES_FOUND === 'error') throw new Error(words);
  console.log(INPUT_IF_NO_FILES_FOUND === 'warn' ? `::warning::${words}` : words);
  process.exit(0);
}
const folder = join(STAND_IN_ARTIFACTS, GITHUB_RUN_ID, INPUT_NAME);
if (existsSync(folder)) {
  if (INPUT_OVERWRITE !== 'true') throw new Error(`Failed to CreateArtifact: (409) ${INPUT_NAME} is there already.`);
  rmSync(folder, { recursive: true });
}
const digest = createHash('sha256');
for (const path of files) {
  const to = join(folder, 'files', path);
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(join(root, path), to);
  digest.update(`${path}\0`).update(readFileSync(to)).update('\0');
}
writeFileSync(join(folder, 'digest'), digest.digest('hex'));
console.log(`Artifact ${INPUT_NAME}: ${files.length} files`);
