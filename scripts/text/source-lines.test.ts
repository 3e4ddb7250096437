import { SourceMap } from 'node:module';
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

test.each([true, false])('tells every place as Node does (minified: %s)', (minify) => {
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
        const entry = nodes.findEntry(at, column);
        const expected =
          'originalSource' in entry ? { source: entry.originalSource, line: entry.originalLine + 1 } : undefined;
        expect(own.at(at + 1, column + 1)).toEqual(expected);
        if (expected) told += 1;
      }
    });
  expect(told).toBeGreaterThan(1_000);
});

test('a file without a map tells nothing', () => {
  expect(inlineLines('const a = 1;\n')).toBeUndefined();
});
