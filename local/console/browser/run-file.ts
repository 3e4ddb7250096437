import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type Page } from 'playwright-core';
import { unaccessible, wide } from '../../../scripts/programs/browser/page-faults';
import { RUN_FILE } from '../../../scripts/programs/run-record';
import { Progress } from '../../../scripts/text/progress';
import { clientsOf } from '../../aws/clients';
import { byArrival, defaultEvents, defaultPeriod } from '../../events/generate';
import { runReport } from '../../start/running/report-run';
import { keepRunFile } from '../../start/telling/keep-run-file';
import { summaryOf } from '../../start/telling/report-outcome';
import { devStack } from '../../test-support';
import { SCREENS } from './looks';
import { unless } from './watched';

const HOSTILE = { id: '<img src=x onerror=alert(1)>', userId: '1', format: '</iframe><b id="x">' };

/**
 * The file of a run, which some producer's events would rather have do something.
 * @param stacks where dev is synthesized
 */
export async function runFileOf(stacks: string): Promise<string> {
  const folder = mkdtempSync(join(stacks, 'run-'));
  const evil = Array.from({ length: 100 }, () => ({
    arrival: new Date('2026-10-05T10:00:00Z'),
    data: JSON.stringify(HOSTILE),
  }));
  const outcome = await runReport({
    stackFolder: devStack(stacks).folder,
    folder,
    events: byArrival([...defaultEvents({ count: 2_000, preceding: 1_000 }), ...evil]),
    period: defaultPeriod,
    scheduled: {},
    progress: new Progress({ write: () => undefined }, false),
  });
  const clients = clientsOf(outcome.account);
  try {
    await keepRunFile({ outcome, summary: await summaryOf(outcome, clients, folder, 0) }, clients, folder);
  } finally {
    clients.close();
    await outcome.account.close();
  }
  return join(folder, RUN_FILE);
}

/** Opens it as whoever got it does: from a disk, without a network. @returns all that is wrong with it */
export async function lookAtRunFile(browser: Browser, file: string, pictures: string): Promise<string[]> {
  const problems: string[] = [];
  for (const { name, width, scheme } of SCREENS) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, offline: true });
    try {
      const page = await context.newPage();
      page.on('console', (message) => problems.push(`${name}: console ${message.type()}: ${message.text()}`));
      page.on('request', (request) => {
        if (request.url() !== `file://${file}` && !/^(data:|about:srcdoc$)/.test(request.url()))
          problems.push(`${name}: requested ${request.url()}`);
      });
      await page.goto(`file://${file}`);
      problems.push(...(await readAlong(page, join(pictures, `run-file-${name}`))).map((one) => `${name}: ${one}`));
      // It is long: in dark and on a phone, axe-core looks at the same views, by the same style sheet, in the console.
      for (const problem of [...(await wide(page)), ...(name === 'light' ? await unaccessible(page) : [])])
        problems.push(`${name}: ${problem}`);
    } finally {
      await context.close();
    }
  }
  return problems;
}

/** Its links lead to what they name, the report's page is there, and what a producer wrote is text. */
async function readAlong(page: Page, pictures: string): Promise<string[]> {
  const problems: string[] = [];
  for (const link of await page.getByRole('navigation', { name: 'Views' }).getByRole('link').all()) {
    const title = await link.innerText();
    await link.click();
    const head = page.getByRole('heading', { level: 2, name: title, exact: true });
    problems.push(...unless((await head.count()) === 1 && (await head.isVisible()), `${title} leads nowhere`));
    await page.screenshot({ path: `${pictures}-${title.replaceAll(/\W+/g, '-').toLowerCase()}.png` });
  }
  const within = await page.evaluate<string[]>(
    `[...document.querySelectorAll('a[href^="#"]')].map((link) => decodeURIComponent(link.getAttribute('href').slice(1))).filter((id) => !document.getElementById(id))`,
  );
  problems.push(...within.map((id) => `a link leads to #${id}, which there is not`));
  const report = page.frameLocator('iframe').first();
  problems.push(...unless((await report.getByText('At a glance').count()) === 1, "the report's page is not in it"));
  const injected = await page.evaluate<number>(`document.querySelectorAll('img, b#x, script').length`);
  return [...problems, ...unless(injected === 0, `${injected} elements of a producer's stand in it`)];
}
