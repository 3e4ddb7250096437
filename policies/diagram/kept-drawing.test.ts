import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawDot } from './graphviz';
import { keptDrawing } from './kept-drawing';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kept-drawing-')));
afterAll(() => rmSync(folder, { recursive: true }));

/** A checkout that asks Graphviz so, and whose lock is this. */
function checkout(name: string, drawer: string, lock: string): string {
  const root = join(folder, name);
  mkdirSync(join(root, 'policies/diagram'), { recursive: true });
  writeFileSync(join(root, 'policies/diagram/graphviz.ts'), drawer);
  writeFileSync(join(root, 'package-lock.json'), lock);
  return root;
}

const ONE = 'digraph { a -> b }';

test('a drawing is taken up again for the same text alone, and is what Graphviz draws', async () => {
  const root = checkout('one', 'drawer', 'lock');
  const draw = jest.fn(drawDot);
  for (const text of [ONE, ONE, 'digraph { a -> c }', ONE])
    expect(await keptDrawing(text, root, draw)).toBe(await drawDot(text));
  expect(draw).toHaveBeenCalledTimes(2);
});

test('asked otherwise, and by another Graphviz, it is drawn anew; so is what was cut off', async () => {
  const draw = jest.fn(drawDot);
  const roots = [checkout('a', 'drawer', 'lock'), checkout('b', 'other', 'lock'), checkout('c', 'drawer', 'other')];
  const names: string[] = [];
  for (const root of roots) {
    await keptDrawing(ONE, root, draw);
    names.push(...readdirSync(join(root, 'node_modules/.cache/drawings')));
  }
  expect(new Set(names).size).toBe(3);
  const [root = ''] = roots;
  writeFileSync(join(root, 'node_modules/.cache/drawings', names[0] ?? ''), '"<svg');
  expect(await keptDrawing(ONE, root, draw)).toBe(await drawDot(ONE));
  expect(draw).toHaveBeenCalledTimes(4);
});

test('where nothing can be kept, it is drawn', async () => {
  const root = checkout('full', 'drawer', 'lock');
  writeFileSync(join(root, 'node_modules'), 'no folder');
  expect(await keptDrawing(ONE, root)).toBe(await drawDot(ONE));
});
