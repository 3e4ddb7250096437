import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeBundle } from '../../../constructs/parts/bundle';
import { METRICS } from '../../../lambdas/report/metrics';
import { ANOTHER } from '../../../lambdas/test-support/another-number';
import { linkPackages } from '../../../scripts/files/link-packages';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { Progress } from '../../../scripts/text/progress';
import { synthesizeInto } from '../../../terraform/test-support';
import { defaultEvents, defaultPeriod } from '../../events/generate';
import { devStack, temporaryFolder } from '../../test-support';
import { recount } from '../reading/recount';
import { messageNumbers, numbersInMessage, numbersOnPage, pageNumbers } from '../telling/numbers';
import { failureOf } from '../telling/report-outcome';
import { runReport } from './report-run';

jest.setTimeout(120_000);

const { folder, remove } = temporaryFolder('another-number');
afterAll(remove);

/** The functions as they are with more declared in the one file, and nothing else changed. */
function declare(): void {
  const root = repositoryRoot();
  const copy = join(folder, 'checkout');
  linkPackages(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const name of ['lambdas', 'scripts', 'package-lock.json', 'tsconfig.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  const file = join(copy, 'lambdas/report/metrics.ts');
  const text = readFileSync(file, 'utf8');
  const end = '] as const satisfies readonly Metric[];';
  expect(text.split(end)).toHaveLength(2);
  writeFileSync(
    file,
    `import { ANOTHER } from '../test-support/another-number';\n${text.replace(end, `  ...ANOTHER,\n${end}`)}`,
  );
  for (const handler of ['start-query-execution', 'send-report']) writeBundle(handler, folder, copy);
}

test('what is declared is asked for, read, told in the message and on the page, and is what a plain count gives', async () => {
  synthesizeInto(folder);
  declare();
  const events = Array.from(defaultEvents({ count: 2_000, preceding: 1_500 }), (event, at) =>
    at % 9 === 0 ? { ...event, data: event.data.replace(/,"userId":"[^"]*"/, '') } : event,
  );
  const made = await runReport({
    stackFolder: devStack(folder).folder,
    folder: mkdtempSync(join(folder, 'run-')),
    events,
    progress: new Progress({ write: () => undefined }),
    period: defaultPeriod,
    scheduled: {},
  });
  try {
    expect(failureOf(made)).toBeUndefined();
    const counted = recount(events, defaultPeriod, [...METRICS, ...ANOTHER]);
    const told = numbersInMessage(made.message?.text ?? '');
    expect(told).toEqual(messageNumbers(counted));
    expect(numbersOnPage(made.page ?? '')).toEqual(pageNumbers(counted));
    expect(told.headline.map(([title]) => title)).toEqual(expect.arrayContaining(['Flaws', 'Flaws per event']));
    expect(counted.total['another_flaw']).toBeGreaterThan(200);
    expect(told.formats[0]?.length).toBeGreaterThanOrEqual(7);
    for (const chart of ['another-flaw-by-day', 'another-flaw-by-hour']) expect(made.page).toContain(`id="${chart}"`);
    expect(made.message?.text).toContain('LOOK: Letters: ');
  } finally {
    await made.account.close();
  }
});
