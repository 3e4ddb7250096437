import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, chromiumPath } from '../../../scripts/programs/browser/chromium';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { readOptions } from '../../../scripts/text/read-options';
import { Progress } from '../../../scripts/text/progress';
import { consoleOfDev } from '../test-support';
import { guards } from './guards';
import { looks } from './looks';
import { lookAtRunFile, runFileOf } from './run-file';
import { type Checked, Watched } from './watched';
import { walk } from './walk';

/** What the README shows of the console; a file of the repository. */
const PICTURE = 'docs/reference/console.png';

const help = `Usage: npm run test:console -- [options]

Drives the console of a local account in Chromium: what a person does there, in light, in dark and on a phone. Pictures lie
in .local/screenshots/console.

  --screenshot  takes the documents' picture anew
  --help        this text
`;

const known = { screenshot: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

/** `npm run test:console`. Returns the exit code: 1 when something is not as it must be. */
export async function main(args: readonly string[]): Promise<number> {
  const given = readOptions(args, known, 'npm run test:console');
  if (given.help) {
    process.stdout.write(help);
    return 0;
  }
  const executablePath = chromiumPath();
  const folder = join(repositoryRoot(), '.local/screenshots/console');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const progress = new Progress();
  const standing = progress.step('Standing dev up');
  const dev = await consoleOfDev('console-browser');
  const browser = await chromium.launch({ executablePath, headless: true, args: CHROMIUM_FLAGS });
  standing.done(`dev stands at ${dev.account.endpoint}`);
  const problems: string[] = [];
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await Watched.open(context, dev.opened.link, dev.account.endpoint);
    const checks: readonly Checked[] = [
      ...guards,
      ...walk,
      ...looks(folder, given.screenshot ? join(repositoryRoot(), PICTURE) : undefined),
    ];
    for (const { what, check } of checks) {
      const wrong = await check({ dev, browser, page }).catch((error: unknown) => [
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      ]);
      const all = [...wrong, ...page.takeProblems()];
      problems.push(...all);
      process.stdout.write(`${all.length === 0 ? 'ok  ' : 'FAIL'} ${what}\n`);
      for (const one of all) process.stdout.write(`     ${one.replaceAll('\n', '\n     ')}\n`);
      if (all.length > 0) await page.page.screenshot({ path: join(folder, 'failed.png'), fullPage: true });
    }
    const ofFile = await lookAtRunFile(browser, await runFileOf(dev.folder), folder);
    problems.push(...ofFile);
    process.stdout.write(`${ofFile.length === 0 ? 'ok  ' : 'FAIL'} the file of a run\n`);
    for (const one of ofFile) process.stdout.write(`     ${one}\n`);
  } finally {
    await browser.close();
    await dev.end();
  }
  process.stdout.write(`Pictures: .local/screenshots/console\n`);
  return problems.length === 0 ? 0 : 1;
}
