import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from './main';
import { outcomeMarkdown } from './step-summary';

const hostile = '<script>alert(1)</script> | [x](http://evil) @everyone `code` #1\n\n# Heading \u202Eevil';

test('nothing that came from outside becomes Markdown, HTML, a mention or a line of its own', () => {
  const markdown = outcomeMarkdown({
    environment: 'dev',
    execution: {
      arn: 'arn:aws:states:eu-west-1:111122223333:execution:m:name',
      name: 'name',
      status: 'FAILED',
      started: new Date(0),
      stopped: new Date(2000),
      period: { startDate: '2026-10-01', endDate: '2026-10-31' },
      redriveCount: 0,
    },
    visits: [{ state: 'SendReport', type: 'Task', entered: new Date(0), errors: [{ error: hostile, cause: hostile }] }],
    failure: { state: 'SendReport', error: hostile, cause: hostile, advice: 'Make it again.' },
    console: 'https://eu-west-1.console.aws.amazon.com/x',
    reason: hostile,
  });
  expect(markdown).toMatch(/^### Report 2026-10-01 to 2026-10-31 on dev: failed ❌\n/);
  expect(markdown).toContain('| Execution | [name](https://eu-west-1.console.aws.amazon.com/x) |');
  expect(markdown).not.toMatch(/<script|\[x\]|@everyone|`|\u202E|^# /m);
  // Each row keeps its columns.
  for (const row of markdown.split('\n').filter((line) => line.startsWith('|'))) {
    expect([3, 4]).toContain(row.split('|').length - 1);
  }
});

test('a refusal is told there too, each fault in its line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'summary-'));
  process.env['GITHUB_STEP_SUMMARY'] = join(folder, 'summary.md');
  try {
    await expect(main(['--env', 'dev', '--start', '<b>', '--end', '2026-02-30'])).rejects.toThrow('--start "<b>"');
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toMatch(
      /^### No report ❌\n\n- --start "&#60;b&#62;": it must .*\n- --end "2026-02-30": it must .*\n$/,
    );
  } finally {
    delete process.env['GITHUB_STEP_SUMMARY'];
    rmSync(folder, { recursive: true });
  }
});
