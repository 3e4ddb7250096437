import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { temporaryFolder } from '../../local/test-support';
import { checkoutFiles } from '../files/checkout-files';
import { repositoryRoot } from '../files/repository-root';
import { writeFiles } from '../files/write-files';

const root = repositoryRoot();
const { folder: scratch, remove } = temporaryFolder('formatted');
afterAll(remove);

/** What `npm run check` runs of the formatter, in a checkout of these files alone: those that it names. */
function unformatted(files: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(scratch, 'checkout-'));
  for (const name of ['.oxfmtrc.jsonc', '.editorconfig']) copyFileSync(join(root, name), join(folder, name));
  writeFiles(folder, files);
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const [, options = ''] = /'oxfmt ([^']+)'/.exec(scripts['check'] ?? '') ?? [];
  const oxfmt = join(root, 'node_modules/oxfmt/bin/oxfmt');
  const { status, stdout } = spawnSync(process.execPath, [oxfmt, ...options.split(' ')], {
    cwd: folder,
    encoding: 'utf8',
  });
  const named = [...stdout.matchAll(/^(\S+) \(\d+ms\)$/gm)].map(([, file = '']) => file);
  expect(status).toBe(named.length > 0 ? 1 : 0);
  return named.toSorted();
}

/** By the ending: a text as it should be, and a spoilt one. */
const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  '.cjs': ["let a = 'b';\n", 'let a = "b"\n'],
  '.js': ["let a = 'b';\n", 'let a = "b"\n'],
  '.json': ['{ "a": 1 }\n', '{"a": 1}\n'],
  '.jsonc': ['{ "a": 1 } // b\n', '{"a": 1} // b\n'],
  '.md': ['| a   | b   |\n| --- | --- |\n', '|a|b|\n|---|---|\n'],
  '.mjs': ["let a = 'b';\n", 'let a = "b"\n'],
  '.ts': ["export const a = 'b';\n", 'export const a = "b"\n'],
  '.yml': ['a: [1, 2]\n', 'a:   [1,2]\n'],
};
/** Nothing here formats these: what is kept as it was recorded, drawn or made, and other languages than ours. */
const NOT_FORMATTED = ['.gz', '.jsonl', '.mmd', '.ndjson', '.parquet', '.png', '.svg', '.txt'];
const OTHER_LANGUAGES = ['.go', '.mod', '.sum', '.py'];

/** A file of each kind, and a document with code in it. */
const files = (which: 0 | 1) => ({
  ...Object.fromEntries(Object.entries(KINDS).map(([kind, texts]) => [`some${kind}`, texts[which]])),
  'code.md': `\`\`\`ts\n${KINDS['.ts']?.[which] ?? ''}\`\`\`\n`,
});

test('of each kind a spoilt file is named, and one that is not passes', () => {
  expect(unformatted(files(0))).toEqual([]);
  expect(unformatted(files(1))).toEqual(Object.keys(files(1)).toSorted());
});

test('each kind of file that there is, is formatted, or known not to be', () => {
  const kinds = new Set(checkoutFiles().map((name) => extname(name)));
  kinds.delete('');
  expect([...kinds].toSorted()).toEqual([...Object.keys(KINDS), ...NOT_FORMATTED, ...OTHER_LANGUAGES].toSorted());
});

test('a program of Node.js whose name does not say so is formatted', () => {
  const programs = checkoutFiles().filter(
    (name) => extname(name) === '' && readFileSync(join(root, name), 'utf8').startsWith('#!/usr/bin/env node'),
  );
  expect(programs).not.toEqual([]);
  const spoilt = Object.fromEntries(programs.map((name) => [name, '#!/usr/bin/env node\nlet a = "b"\n']));
  expect(unformatted(spoilt)).toEqual(programs.toSorted());
});
