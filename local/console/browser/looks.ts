import { join } from 'node:path';
import { unaccessible, wide } from '../../../scripts/programs/browser/page-faults';
import { views } from '../views/all';
import { type Checked } from './watched';

/** What a person may look at it on. */
export const SCREENS = [
  { name: 'light', width: 1280, scheme: 'light' },
  { name: 'dark', width: 1280, scheme: 'dark' },
  { name: 'phone', width: 375, scheme: 'light' },
] as const;

/** Each view as it is then, on each kind of screen; and those pages below a view that its first links lead to. */
export const looks = (folder: string, picture?: string): Checked[] =>
  SCREENS.flatMap((screen) =>
    views.map(({ name }) => ({
      what: `${name}, ${screen.name}`,
      async check({ page: { page } }) {
        await page.setViewportSize({ width: screen.width, height: 900 });
        await page.emulateMedia({ colorScheme: screen.scheme });
        await page.goto(new URL(`/console/${name}`, page.url()).href);
        const path = join(folder, `${name}-${screen.name}.png`);
        const problems = [...(await wide(page)), ...(await unaccessible(page))];
        await page.screenshot({ path, fullPage: true });
        if (picture !== undefined && name === PICTURED && screen.name === 'light')
          await page.screenshot({ path: picture });
        return problems;
      },
    })),
  );

const PICTURED = 'pipeline';
