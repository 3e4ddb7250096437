import type { Browser } from 'playwright-core';

/** What the README shows of a report; a file of the repository. */
export const PICTURE = 'docs/reference/report.png';

const WIDTH = 1080;
const MARGIN = 24;

/** Takes the documents' picture of a page in its light scheme: all from its head to the end of its first chart. */
export async function picture(browser: Browser, file: string, path: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: WIDTH, height: 900 }, colorScheme: 'light' });
  try {
    const page = await context.newPage();
    await page.goto(`file://${file}`);
    const chart = await page.locator('figure').first().boundingBox();
    if (!chart) throw new Error('The page has no chart to end the picture with.');
    const height = Math.ceil(chart.y + chart.height + MARGIN);
    await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width: WIDTH, height } });
  } finally {
    await context.close();
  }
}
