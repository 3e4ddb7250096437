import { SourceMap, type SourceMapping } from 'node:module';
import { buildSync } from 'esbuild';
import { repositoryRoot } from '../files/repository-root';
import { inlineLines, type SourceLines } from './source-lines';

const build = (minify: boolean): string =>
  buildSync({
    absWorkingDir: repositoryRoot(),
    entryPoints: ['lambdas/send-report.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    write: false,
    outdir: 'out',
    sourcemap: 'inline',
    sourcesContent: false,
    minify,
  }).outputFiles[0]?.text ?? '';

test.each([true, false])('tells places as Node does (minified: %s)', (minify) => {
  const text = build(minify);
  const own = inlineLines(text) as SourceLines;
  const [, map = ''] = /base64,(.*)\s*$/.exec(text) ?? [];
  const nodes = new SourceMap(JSON.parse(Buffer.from(map, 'base64').toString()) as never);
  let told = 0;
  text
    .split('\n')
    .slice(0, -2)
    .forEach((words, at) => {
      for (let column = 0; column < words.length; column += 7) {
        const found = own.at(at + 1, column + 1);
        // Before a line's first segment, which no call is, Node tells the last one of a line before.
        if (!found) continue;
        const { originalSource: source, originalLine: line } = nodes.findEntry(at, column) as SourceMapping;
        expect(found).toEqual({ source, line: line + 1 });
        told += 1;
      }
    });
  expect(told).toBeGreaterThan(1_000);
});

test('a file without a map tells nothing', () => {
  expect(inlineLines('const a = 1;\n')).toBeUndefined();
});
