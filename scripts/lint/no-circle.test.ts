import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../files/repository-root';

const root = repositoryRoot();
// In the checkout, or no configuration of ESLint is for it, and in no folder that a synth reads, whose inputs other tests
// list at the same moment. Its name is in .gitignore.
const folder = mkdtempSync(join(root, 'pipelines/page-check/circle-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the linter says of files: nothing when it passes. */
function lint(files: Readonly<Record<string, string>>): string[] {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const options: ExecFileSyncOptions = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };
  try {
    execFileSync(process.execPath, ['node_modules/eslint/bin/eslint.js', '--format', 'json', folder], options);
    return [];
  } catch (error) {
    const told = JSON.parse((error as { stdout: string }).stdout) as { messages: { message: string }[] }[];
    return told.flatMap(({ messages }) =>
      messages.map(({ message }) => message.replaceAll(/pipelines\/page-check\/circle-\w+\//g, '')),
    );
  }
}

test('a circle is told as the way that it takes, of types as of values; what imports one way passes', () => {
  expect(
    lint({
      'a.ts': "import { b } from './b';\nexport const a = () => b;\n",
      'b.ts': "import { c } from './c';\nexport const b = () => c;\n",
      'c.ts': "import { type a } from './a';\nexport const c = (): typeof a | undefined => undefined;\n",
      'd.ts': "export { a } from './a';\n",
      'one.ts': "import { way } from './way';\nexport const one = () => way;\n",
      'way.ts': 'export const way = 1;\n',
    }),
  ).toEqual(
    ['a.ts → b.ts → c.ts → a.ts', 'b.ts → c.ts → a.ts → b.ts', 'c.ts → a.ts → b.ts → c.ts'].map(
      (way) => `A circle: ${way}. What they share belongs in a third file, or in one.`,
    ),
  );
});
