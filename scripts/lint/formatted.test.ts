import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { temporaryFolder } from '../../local/test-support';
import { checkoutFiles } from '../files/checkout-files';
import { repositoryRoot } from '../files/repository-root';

const root = repositoryRoot();
const { folder, remove } = temporaryFolder('formatted');
afterAll(remove);
for (const name of ['.oxfmtrc.jsonc', '.editorconfig']) copyFileSync(join(root, name), join(folder, name));

/** What `npm run check` runs of the formatter, on one file in a folder of its own: each file that it names. */
function unformatted(name: string, text: string): string[] {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const [, options = ''] = /'oxfmt ([^']+)'/.exec(scripts['check'] ?? '') ?? [];
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/oxfmt/bin/oxfmt'), ...options.split(' '), name],
    { cwd: folder, encoding: 'utf8' },
  );
  const named = [...stdout.matchAll(/^(\S+) \(\d+ms\)$/gm)].map(([, file = '']) => file);
  expect(status).toBe(named.length > 0 ? 1 : 0);
  return named;
}

/** By the ending: a text as it should be, and a spoilt one. */
const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  '.ts': ["export const a = 'b';\n", 'export const a = "b"\n'],
  '.js': ["let a = 'b';\n", 'let a = "b"\n'],
  '.mjs': ["let a = 'b';\n", 'let a = "b"\n'],
  '.cjs': ["let a = 'b';\n", 'let a = "b"\n'],
  '.json': ['{ "a": 1 }\n', '{"a": 1}\n'],
  '.jsonc': ['{ "a": 1 } // b\n', '{"a": 1} // b\n'],
  '.md': ['| a   | b   |\n| --- | --- |\n', '|a|b|\n|---|---|\n'],
  '.yml': ['a: [1, 2]\n', 'a:   [1,2]\n'],
};
/** Nothing here formats these: what is kept as it was recorded, drawn or made, and other languages than ours. */
const NOT_FORMATTED = ['.gz', '.jsonl', '.mmd', '.ndjson', '.parquet', '.png', '.svg', '.txt'];
const OTHER_LANGUAGES = ['.go', '.mod', '.sum', '.py'];

test.each(Object.entries(KINDS))('a spoilt %s file is named', (kind, [text, spoilt]) => {
  expect(unformatted(`some${kind}`, text)).toEqual([]);
  expect(unformatted(`some${kind}`, spoilt)).toEqual([`some${kind}`]);
});

test('code in a document is formatted as a file of it is', () => {
  const document = (code: string) => `\`\`\`ts\n${code}\`\`\`\n`;
  const [text, spoilt] = KINDS['.ts'] ?? [];
  expect(unformatted('code.md', document(text ?? ''))).toEqual([]);
  expect(unformatted('code.md', document(spoilt ?? ''))).toEqual(['code.md']);
});

test('each kind of file that there is, is formatted, or known not to be', () => {
  const kinds = new Set(checkoutFiles().map(extname));
  kinds.delete('');
  expect([...kinds].toSorted()).toEqual([...Object.keys(KINDS), ...NOT_FORMATTED, ...OTHER_LANGUAGES].toSorted());
});

test('a program of Node.js whose name does not say so is formatted', () => {
  const programs = checkoutFiles().filter(
    (name) => extname(name) === '' && readFileSync(join(root, name), 'utf8').startsWith('#!/usr/bin/env node'),
  );
  expect(programs).not.toEqual([]);
  for (const name of programs) {
    expect(unformatted(name, '#!/usr/bin/env node\nlet a = "b"\n')).toEqual([name]);
  }
});
