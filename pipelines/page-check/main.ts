import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { UserError } from '../../scripts/user-error';
import { reportPage } from '../../lambdas/report/report-page';
import {
  hostile,
  largest,
  month,
  noEvent,
  oneEvent,
  oneUser,
  type Sample,
  wrongClock,
} from '../../lambdas/test-support/sample-reports';
import { CHROMIUM_FLAGS, chromiumPath } from '../../scripts/programs/browser/chromium';
import { look, VIEWS } from './look';
import { picture, PICTURE } from './picture';

const SAMPLES: Readonly<Record<string, () => Sample>> = {
  month,
  'wrong-clock': wrongClock,
  'no-event': noEvent,
  'one-event': oneEvent,
  'one-user': oneUser,
  hostile,
  largest,
};

/** What a reader must see of a sample, in each view. */
const SEEN: Readonly<Record<string, readonly string[]>> = {
  month: ['31 days, compared with September 2026, 30 days: changes in events are by the day'],
  'wrong-clock': [
    '31 days, compared with February 2026, 28 days: changes in events are by the day',
    'In no report: 2 records (1.6 %)',
    '1970-01-01 to 2033-05-18',
  ],
};

const SCREENSHOT = '--screenshot';

/**
 * `npm run test:browser`: looks at reports in Chromium. Screenshots lie in `.local/screenshots`. Gives the exit code.
 * @param args the samples to look at, all when none is named; and whether the documents' picture is taken anew
 */
export async function main(args: readonly string[] = []): Promise<number> {
  const only = args.filter((arg) => arg !== SCREENSHOT);
  const chosen = Object.entries(SAMPLES).filter(([name]) => only.length === 0 || only.includes(name));
  if (chosen.length < only.length)
    throw new UserError(`${only.join(', ')}: there are the samples ${Object.keys(SAMPLES).join(', ')}.`);
  if (args.includes(SCREENSHOT) && !chosen.some(([name]) => name === 'month'))
    throw new UserError(`${SCREENSHOT} is of the sample month: name it, too.`);
  const executablePath = chromiumPath();
  const folder = join(repositoryRoot(), '.local', 'screenshots');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath, headless: true, args: CHROMIUM_FLAGS });
  let wrong = 0;
  try {
    for (const [name, sample] of chosen) {
      const { report, circumstances } = sample();
      const file = join(folder, `${name}.html`);
      writeFileSync(file, reportPage(report, circumstances));
      for (const view of VIEWS) {
        const problems = await look(browser, { file, name, seen: SEEN[name] ?? [] }, view, folder);
        wrong += problems.length;
        process.stdout.write(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}, ${view.name}\n`);
        for (const problem of problems) process.stdout.write(`     ${problem}\n`);
      }
    }
    if (args.includes(SCREENSHOT)) {
      await picture(browser, join(folder, 'month.html'), join(repositoryRoot(), PICTURE));
      process.stdout.write(`Wrote ${PICTURE}\n`);
    }
  } finally {
    await browser.close();
  }
  process.stdout.write(`${VIEWS.length} views of ${chosen.length} reports: see .local/screenshots\n`);
  return wrong === 0 ? 0 : 1;
}
