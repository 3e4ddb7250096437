import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type Page } from 'playwright-core';
import { clientsOf } from '../../aws/clients';
import { monthOf } from '../../events/period';
import { type Checked, type Driven, unless } from './watched';

/** Milliseconds that a person would wait for a page to show what happened. */
const PATIENCE = 30_000;

const to = (page: Page, path: string) => page.goto(new URL(`/console/${path}`, page.url()).href);

/** Without a reload: the page itself has to get it. @returns what is not seen */
const seen = async (page: Page, text: string | RegExp, within = 'main'): Promise<string[]> =>
  page
    .locator(within)
    .getByText(text)
    .first()
    .waitFor({ timeout: PATIENCE })
    .then(
      () => [],
      () => [`${String(text)} is not seen at ${page.url()}`],
    );

/** What a person does in the console, in this order. */
export const walk: readonly Checked[] = [
  {
    what: 'an event is sent by a form, and counted by a query',
    async check({ page: { page }, dev }) {
      await to(page, 'data');
      await page.getByLabel('Video (id)').fill('video-<b>1</b>');
      await page.getByLabel('User (userId)').fill('user-1');
      await page.getByLabel('Format', { exact: true }).fill('hls');
      await page.getByLabel('Time (timestamp)').fill(dev.account.clock.now().toISOString());
      await page.getByRole('button', { name: 'Send the event' }).click();
      const sent = await seen(page, 'took the event', '#said');
      await dev.account.firehose.flush();
      await page.getByRole('link', { name: 'By format' }).click();
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      const row = page.getByRole('row').filter({ hasText: 'hls' });
      await row.waitFor({ timeout: PATIENCE });
      const text = await row.innerText();
      return [...sent, ...unless(/hls\s+1$/.test(text.trim()), `the query tells ${text}`)];
    },
  },
  {
    what: 'a query that is wrong shows the place',
    async check({ page: { page } }) {
      await to(page, 'data');
      await page.getByLabel('Query').fill('SELECT id,\n  nothing FROM events_of_nobody');
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      await page.locator('mark').first().waitFor({ timeout: PATIENCE });
      const marked = await page.locator('mark').first().innerText();
      return unless(['nothing', 'events_of_nobody'].includes(marked), `${marked} is marked`);
    },
  },
  {
    what: 'who may not ask is refused, and Permissions has the refusal on top',
    async check({ page: { page } }) {
      await to(page, 'data');
      await page.getByLabel('Who asks').selectOption('producer');
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      const told = await seen(page, /are not authorized to perform: athena:StartQueryExecution/);
      await to(page, 'permissions');
      return [...told, ...(await seen(page, /The user producer was refused athena:StartQueryExecution/))];
    },
  },
  {
    what: 'a period that is none is refused at its field',
    async check({ page: { page } }) {
      await to(page, 'executions');
      await page.getByLabel('First day').fill('2026-02-02');
      await page.getByLabel('Last day').fill('2026-01-01');
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      const fields = await page.locator('[aria-invalid="true"]').count();
      return unless(fields > 0, 'no field is said to be wrong');
    },
  },
  {
    what: 'a report is started, followed to its end without a reload, and its message lies there with its page',
    async check({ page: { page }, dev }) {
      const { startDate } = monthOf(dev.account.clock.now());
      await to(page, 'executions');
      await page.getByLabel('First day').fill(startDate);
      await page.getByLabel('Last day').fill(dev.account.clock.now().toISOString().slice(0, 10));
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      const ended = await seen(page, 'SUCCEEDED', '[id^="about"]');
      const entered = await page.locator('.run .node.succeeded').count();
      await page
        .locator('[id^="about"]')
        .getByRole('link', { name: /Video analytics/ })
        .click();
      const report = page.frameLocator('iframe').getByText('At a glance').first();
      const shown = await report.waitFor({ timeout: PATIENCE }).then(
        () => [],
        () => ["the report's page is not seen beside the message"],
      );
      return [...ended, ...unless(entered > 2, `${entered} states are coloured`), ...shown];
    },
  },
  {
    what: 'one that fails tells why, and is redriven',
    async check(driven) {
      const { page } = driven.page;
      const name = await failing(driven);
      await to(page, 'executions');
      await page.getByRole('link', { name }).click();
      const failed = await seen(page, 'FAILED', '[id^="about"]');
      await page.getByRole('button', { name: 'Redrive it from where it ended' }).click();
      return [
        ...failed,
        ...(await seen(page, /Redriven/, '[id^="about"]')),
        ...(await seen(page, 'FAILED', '[id^="about"]')),
      ];
    },
  },
];

/** An execution that somebody started with what the report's machine can't use, past every check of the console's. */
async function failing({ dev: { account, names } }: Driven): Promise<string> {
  const clients = clientsOf(account);
  try {
    const name = 'of-a-period-that-ends-before-it-begins';
    const input = JSON.stringify({ startDate: '2026-02-02', endDate: '2026-01-01' });
    await clients.states.send(new StartExecutionCommand({ stateMachineArn: names.machineArn, name, input }));
    return name;
  } finally {
    clients.close();
  }
}
