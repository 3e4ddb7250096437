import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { checkoutFiles } from '../files/checkout-files';
import { repositoryRoot } from '../files/repository-root';
import { brokenLinks } from './links';

const root = repositoryRoot();
const files = checkoutFiles(['*.md']);

/** These are what a page is held against: its pictures lie elsewhere. */
const FIXTURES = /^pipelines\/diagram\/fixtures\//;

test('every relative link of every document leads somewhere', () => {
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((name) => !FIXTURES.test(name)).flatMap((name) => brokenLinks(root, name))).toEqual([]);
});

test('every file that a document names in code is there', () => {
  const pages = files.filter((name) => !/^docs\/(decisions\/|how-to)/.test(name));
  const FILE =
    /`((?:environments|constructs|lambdas|state-machines|terraform|policies|local|pipelines|scripts|docs)\/[\w/.-]+\.\w+)`/g;
  const named = pages.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(FILE)].map(([, name = '']) => ({ page, name })),
  );
  expect(named.length).toBeGreaterThan(50);
  // NAME stands for a name.
  expect(named.filter(({ name }) => !name.includes('NAME') && !existsSync(join(root, name)))).toEqual([]);
});

test('docs/README.md leads to every page of docs/, or its page of how-tos does', () => {
  const leadsFrom = (map: string) => {
    const text = readFileSync(join(root, map), 'utf8');
    return (page: string) => text.includes(`](${relative(dirname(map), page)})`);
  };
  const isLedTo = ['docs/README.md', 'docs/how-to/README.md'].map(leadsFrom);
  const pages = files.filter((name) => /^docs\/(how-to\/)?[\w-]+\.md$/.test(name) && name !== 'docs/README.md');
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.filter((page) => !isLedTo.some((leads) => leads(page)))).toEqual([]);
});

test('what leads nowhere is told by its place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'links-'));
  try {
    writeFileSync(join(folder, 'b.md'), '# Add a `column` (now)\n\n## Twice\n\n## Twice\n');
    writeFileSync(
      join(folder, 'a.md'),
      '# A\n\n[b](b.md) [b](b.md#add-a-column-now) [b](b.md#twice-1) [a](#a) [x](https://example.com/#y)\n\n' +
        '```\n[c](c.md)\n```\n\n`[c](c.md)` ![c](c.png) [b](b.md#twice-2)\n',
    );
    expect(brokenLinks(folder, 'a.md')).toEqual([
      'a.md:9: c.png is not there.',
      'a.md:9: b.md has no heading #twice-2.',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
