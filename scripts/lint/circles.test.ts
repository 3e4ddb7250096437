import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../local/test-support';
import { lintFiles } from './lint-files';

test('the linter refuses a circle of types as of values, and passes what imports one way', () => {
  const circle = {
    'a.ts': "import { b } from './b';\nexport const a = () => b;\n",
    'b.ts': "import { c } from './c';\nexport const b = () => c;\n",
    'c.ts': "import { type a } from './a';\nexport const c = (): typeof a | undefined => undefined;\n",
    'types.ts': "import type { Others } from './others';\nexport type Types = Others[];\n",
    'others.ts': "import { type Types } from './types';\nexport type Others = Types[];\n",
    'on.ts': "export * from './back';\n",
    'back.ts': "export { on } from './on';\n",
  };
  const oneWay = {
    'd.ts': "export { a } from './a';\n",
    'one.ts': "import { way } from './way';\nexport const one = () => way;\n",
    'way.ts': 'export const way = 1;\n',
  };
  const faults = lintFiles({ ...circle, ...oneWay });
  expect(faults.map(({ file, rule }) => [file, rule]).toSorted()).toEqual(
    Object.keys(circle)
      .toSorted()
      .map((file) => [file, 'import(no-cycle)']),
  );
});

describe('a circle that a call closes', () => {
  const { folder, remove } = temporaryFolder('circles');
  afterAll(remove);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const circles = () => {
    const program = join(__dirname, 'lazy-circles.cjs');
    const { status, stderr } = spawnSync(process.execPath, [program, folder], { encoding: 'utf8' });
    const lines = stderr.split('\n').filter((line) => line !== '');
    expect(status).toBe(lines.length > 0 ? 1 : 0);
    return lines;
  };

  test.each([
    ['an import()', "export const c = async () => (await import('./a')).a;\n"],
    ['a require', "export const c = () => require('./a') as unknown;\n"],
    ['the type of an import()', "export type C = typeof import('./a');\n"],
  ])('%s: it is told as the way that it takes', (_, closing) => {
    write('a.ts', "import { b } from './b';\nexport const a = () => b;\n");
    write('b.ts', "import type { c } from './c';\nexport const b = (): typeof c | undefined => undefined;\n");
    write('c.ts', "export const c = async () => (await import('./way')).way;\n");
    write('way.ts', 'export const way = 1;\n');
    expect(circles()).toEqual([]);

    write('c.ts', closing);
    expect(circles()).toEqual([
      'c.ts: A circle: c.ts → a.ts → b.ts → c.ts. What they share belongs in a third file, or in one.',
    ]);
  });
});
