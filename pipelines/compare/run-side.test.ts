import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { differences, same } from './differences';
import { sideBySide } from './page';
import { runSide, type Side } from './run-side';

const folder = mkdtempSync(join(tmpdir(), 'sides-'));
afterAll(() => rmSync(folder, { recursive: true }));

const events = join(folder, 'events.ndjson');
beforeAll(() =>
  writeFileSync(
    events,
    ['10', '11', '12']
      .map((day) => `{"id":"v1","userId":"u${day}","format":"hls","timestamp":"2026-10-${day}T10:00:00Z"}\n`)
      .join(''),
  ),
);
const run = (side: string, file = events) => {
  mkdirSync(join(folder, side));
  const period = { startDate: '2026-10-01', endDate: '2026-10-31' };
  return runSide({ checkout: repositoryRoot(), folder: join(folder, side), environment: 'dev', events: file, period });
};

test('the same code makes the same report of the same events twice', async () => {
  const [first, second] = (await Promise.all([run('first'), run('second')])) as [Side, Side];
  expect(first.message).toContain('Subject: Video analytics October 2026: 3 events');
  expect(first.record?.stateTransitions).toBe(8);
  expect(first.numbers.length).toBeGreaterThan(5);
  expect(first.permissions.some((use) => use.endsWith(' sns:Publish'))).toBe(true);
  expect(first.file).toContain('<title>Video analytics October 2026: 3 events');
  const found = differences(first, second);
  expect(found).toMatchObject({ message: [], permissions: { gone: [], come: [] }, figures: [], pageDiffers: false });
  expect(same(found)).toBe(true);
});

test('a side that can’t read the events says why', async () => {
  expect(await run('none', join(folder, 'none.ndjson'))).toEqual({ failed: expect.stringContaining('none.ndjson') });
});

test('side by side, the pages can do nothing and reach nothing', () => {
  const page = sideBySide(
    { name: 'main', page: '<p title="x">"&</p>' },
    { name: 'a<b', page: '</iframe><script>1</script>' },
  );
  expect(page).toContain(
    '<iframe sandbox title="main" srcdoc="&lt;p title=&quot;x&quot;&gt;&quot;&amp;&lt;/p&gt;"></iframe>',
  );
  expect(page).toContain('<h1>a&lt;b</h1>');
  expect(page).not.toContain('<script>');
  expect(page).toContain("default-src 'none'");
});
