import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { unaccessible, wide } from '../../scripts/programs/browser/page-faults';

/** A way to look at a page. */
export interface View {
  readonly name: string;
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly media?: 'print';
}

export const VIEWS: readonly View[] = [
  { name: 'light', width: 1280, scheme: 'light' },
  { name: 'dark', width: 1280, scheme: 'dark' },
  { name: 'phone', width: 375, scheme: 'light' },
  { name: 'phone-dark', width: 375, scheme: 'dark' },
  // The width of A4 within its margins, at 96 pixels an inch.
  { name: 'print', width: 688, scheme: 'dark', media: 'print' },
];

/** What is looked at: a page's file, and texts that a reader must see there. */
export interface Looked {
  readonly file: string;
  readonly name: string;
  readonly seen: readonly string[];
}

/**
 * Opens a page as a reader does, from a file and with scripts off, and says all that is wrong with it. Leaves a picture
 * in the folder, and for print the PDF too.
 */
export async function look(
  browser: Browser,
  { file, name, seen }: Looked,
  view: View,
  folder: string,
): Promise<string[]> {
  const context = await browser.newContext({
    viewport: { width: view.width, height: 900 },
    colorScheme: view.scheme,
    deviceScaleFactor: 2,
  });
  try {
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('console', (message) => problems.push(`console ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => problems.push(`script error: ${error.message}`));
    page.on('dialog', (dialog) => {
      problems.push(`a script of the page asked: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const own = `file://${file}`;
    page.on('request', (request) => {
      if (request.url() !== own && !request.url().startsWith('data:')) problems.push(`requested ${request.url()}`);
    });
    await page.emulateMedia({ colorScheme: view.scheme, media: view.media ?? 'screen' });
    await page.goto(own);
    problems.push(...(await wide(page)));
    for (const text of seen)
      if (!(await page.getByText(text).first().isVisible())) problems.push(`does not show "${text}"`);
    await page.screenshot({ path: join(folder, `${name}-${view.name}.png`), fullPage: true });
    if (view.media === 'print') writeFileSync(join(folder, `${name}.pdf`), await page.pdf({ format: 'A4' }));
    else problems.push(...(await unaccessible(page)));
    return problems;
  } finally {
    await context.close();
  }
}
