import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { HOSTILE } from '../../../lambdas/test-support/sample-reports';
import { clientsOf } from '../../aws/clients';
import { type Execution } from '../../aws/step-functions/execution';
import { dayOf } from '../../events/period';
import { namesOf } from '../../start/running/stack-names';
import { consoleOfDev } from '../test-support';
import { type Context } from '../view';
import { executions } from './executions';
import { messages } from './messages';

let dev: Awaited<ReturnType<typeof consoleOfDev>>;
let browser: Awaited<ReturnType<typeof dev.browser>>;
beforeAll(async () => {
  dev = await consoleOfDev('console-executions');
  browser = await dev.browser();
});
afterAll(() => dev.end());

const NAME = "'onmouseover=alert(1)('";
const today = dayOf(new Date());
const newest = (): Execution => dev.account.stepFunctions.executions().at(-1) as Execution;
const at = ({ machine, identity }: Execution): string => `/console/executions/${machine.name}/${identity.name}`;
const act = (deed: string, { machine, identity }: Execution, more: Readonly<Record<string, string>> = {}) => {
  const path = { machine: machine.name, name: identity.name, page: `${machine.name}/${identity.name}` };
  return browser.act(`/console/executions/${deed}`, { ...path, ...more });
};
const start = (startDate: string, endDate: string) => {
  const machine = dev.account.stepFunctions.machines()[0]?.name ?? '';
  return browser.act('/console/executions/start', { machine, startDate, endDate });
};
/** Waits for a message that begins so. */
async function told(text: string): Promise<void> {
  const isSo = ({ message }: { readonly message: string }) => message.startsWith(text);
  const { sns } = dev.account;
  if (!sns.outbox.some(isSo)) await new Promise<void>((done) => sns.onPublish((one) => isSo(one) && done()));
}

/** What a person reads. */
const words = (page: string): string => page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

/** Nothing of what a sender wrote became markup. */
function expectEscaped(page: string): void {
  for (const text of ['<script>alert', '<img src=x', 'onmouseover="alert', `"'onmouseover`, '<b>'])
    expect(page).not.toContain(text);
  expect(page.match(/<script/g)).toEqual(['<script']);
}

test('a period that the report machine would refuse is refused in its form, field by field, and nothing starts', async () => {
  const { status, body } = await start('2026-02-30', '');
  expect(status).toBe(422);
  expect(words(body)).toContain('First day 2026-02-30: not a date of the calendar. Write it as YYYY-MM-DD');
  expect(words(body)).toContain('Last day is missing: write it as YYYY-MM-DD');
  expect(body).toMatch(/name="startDate"[^>]*value="2026-02-30"[^>]*aria-invalid="true"/);
  expect(words((await start('2999-01-02', '2999-01-01')).body)).toMatch(
    /First day 2999-01-02 is after Last day 2999-01-01: swap them\..*Last day 2999-01-01 is in the future/,
  );
  expect(words((await start('2024-01-01', '2026-01-01')).body)).toContain('a report covers at most 366');
  expect(dev.account.stepFunctions.executions()).toEqual([]);
});

test('a report is started and followed to its end; its message lies beside its page, which runs nothing', async () => {
  const version = () => executions.version({ account: dev.account } as Context);
  const before = version();
  const { status, headers } = await start(today, today);
  const execution = newest();
  expect([status, headers['location']]).toEqual([303, at(execution)]);
  expect(version()).not.toBe(before);
  const { body: begun } = await browser.page(at(execution));
  expect(words(begun)).toContain(`${execution.identity.name} is started.`);
  expect(words(begun)).toMatch(/Status RUNNING .* Stop it .* StartQuery running/);
  await execution.finished();
  const { body } = await browser.page(at(execution));
  expect(words(body)).toMatch(/Status SUCCEEDED .* No redrive: Execution is SUCCEEDED and cannot be redriven/);
  expect(words(body)).toMatch(/Done succeeded .* SendReport succeeded .* StartQuery succeeded/);
  expect(body).toMatch(/class="node compute box succeeded"><title>StartQuery: succeeded<\/title>/);
  expect(body).toMatch(/class="node bad round not-entered"><title>state Failed<\/title>/);
  expect(body).not.toMatch(/<style|<g id/);

  const message = /href="(\/console\/messages\/[^"]+)">Video analytics/.exec(body)?.[1] ?? '';
  const { body: told } = await browser.page(message);
  expect(words(told)).toMatch(/To analytics-dev@example.com \(email\) Video analytics of blog \(dev\) Period/);
  expect(told).toContain(`<a href="${at(execution)}">`);
  const frame = /<iframe title="The page" sandbox src="([^"]+)"/.exec(told)?.[1] ?? '';
  const page = await browser.page(frame);
  expect(page.headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
  expect(words(page.body)).toContain('At a glance');

  const history = await browser.page(`${at(execution)}/history`);
  // As many as the query took polls.
  const last = execution.history.events.length;
  expect(words(history.body)).toMatch(new RegExp(`${last} ${last - 1} [\\d:.]+ ExecutionSucceeded Details`));
  const event = await browser.page(`/console/executions/~event/${execution.machine.name}/${execution.identity.name}/1`);
  expect(JSON.parse(event.body)).toMatchObject({ id: 1, type: 'ExecutionStarted' });
});

test('a failed one shows its cause and is redriven; another is stopped and started again; refusals are AWS’s', async () => {
  const clients = clientsOf(dev.account);
  const input = JSON.stringify({ startDate: HOSTILE[0], endDate: HOSTILE[1], more: HOSTILE });
  const { machineArn: stateMachineArn } = namesOf(dev.account.stack);
  await clients.states.send(new StartExecutionCommand({ stateMachineArn, name: NAME, input }));
  clients.close();
  const failed = newest();
  await failed.finished();
  await told('The report that');
  const page = `/console/executions/${failed.machine.name}/${encodeURIComponent(NAME)}`;
  const { body } = await browser.page(page);
  expectEscaped(body);
  expect(words(body)).toMatch(/Status FAILED Error InvalidInput Why startDate is .* StartQuery failed/);
  expect(body).toMatch(/class="node compute box failed"/);
  const { status, headers } = await act('redrive', failed);
  expect([status, decodeURIComponent(String(headers['location']))]).toEqual([303, at(failed)]);
  await failed.finished();
  expect(words((await browser.page(page)).body)).toContain('Redriven 1×, last at');

  const [first] = dev.account.stepFunctions.executions();
  const refused = await act('redrive', first as Execution);
  expect([refused.status, words(refused.body)]).toEqual([
    422,
    expect.stringMatching(/ExecutionNotRedrivable: .* invalid for redrive as: Execution is SUCCEEDED .* StartQuery/),
  ]);

  expect(refused.body).toContain(`<link rel="canonical" href="${at(first as Execution)}" />`);

  await act('again', first as Execution);
  const stopped = newest();
  expect(stopped.identity.input).toBe(first?.identity.input);
  await act('stop', stopped, { cause: '<b>enough</b>' });
  const { body: ended } = await browser.page(at(stopped));
  expectEscaped(ended);
  expect(words(ended)).toMatch(/It was stopped\..* Status ABORTED Why &lt;b&gt;enough&lt;\/b&gt;/);

  const list = (query: string) => browser.page(`/console/executions${query}`);
  expectEscaped((await list('')).body);
  expect(words((await list('')).body)).toContain('Every status (3) ABORTED (1) FAILED (1) SUCCEEDED (1)');
  expect(words((await list('?status=FAILED')).body)).toMatch(/1 execution, the newest first/);
  for (const path of ['nothing', `${failed.machine.name}/nothing`, `${failed.machine.name}/${NAME}/nothing`])
    expect((await browser.page(`/console/executions/${path}`)).status).toBe(404);
});

test('a message shows what each subscriber gets, of whomever; a link in it leads nowhere else', async () => {
  const { account } = dev;
  const text = `${HOSTILE.slice(0, 5).join('\n')} http://elsewhere.example/?X-Amz-Signature=1`;
  const byProtocol = { email: `For e-mail: ${text}` };
  const { topic } = namesOf(account.stack);
  const sent = account.sns.publish(account.operator, topic, { text, byProtocol, subject: '<b>', size: 1 });
  const { body } = await browser.page(`/console/messages/${sent.messageId}`);
  expectEscaped(body);
  expect(words(body)).toContain('To analytics-dev@example.com (email) For e-mail: &lt;script&gt;');
  const page = await browser.page(`/console/messages/page/${sent.messageId}`);
  expect(words(page.body)).toContain('leads elsewhere, to http://elsewhere.example: it is not followed');
  const { body: list } = await browser.page('/console/messages');
  expectEscaped(list);
  expect(words(list)).toMatch(/&lt;b&gt; .* Not sent: video analytics .* Video analytics/);
});

test('the file of a finished run has each execution and message, and nothing that can be done', async () => {
  const { account, ledger } = dev;
  const shown = { account, ledger, names: namesOf(account.stack), clients: clientsOf(account) };
  const link = (view: string, path: readonly string[] = []) => `#${[view, ...path].map(encodeURIComponent).join('-')}`;
  const context: Context = { ...shown, live: false, actionToken: '', link };
  for (const view of [executions, messages]) {
    const pages = await view.pages?.(shown);
    expect(pages).toHaveLength(view === executions ? 3 : account.sns.outbox.length);
    for (const path of [[], ...(pages ?? [])]) {
      const part = String(await view.render(context, { path, query: new URLSearchParams() }));
      expect(part).not.toMatch(/<form|<button|<script|href="(?!#)/);
    }
  }
  shown.clients.close();
});

test('a machine that makes no reports takes JSON, and what is none is told at its field', async () => {
  const { account, ledger } = dev;
  const machine = account.stepFunctions.machines()[0]?.name ?? '';
  const clients = clientsOf(account);
  const names = { ...namesOf(account.stack), machineArn: 'of another machine' };
  const link = (view: string, path: readonly string[] = []) => `/${[view, ...path].join('/')}`;
  const context: Context = { account, ledger, names, clients, live: true, actionToken: 't', link };
  const fields = new FormData();
  fields.set('machine', machine);
  fields.set(`input-${machine}`, '{"startDate":');
  const refused = await executions.actions?.['start']?.(context, fields);
  expect(refused).toMatchObject({
    problems: { [`input-${machine}`]: expect.stringContaining('Invalid State Machine Execution Input') as string },
  });
  const values = { [`input-${machine}`]: '{"startDate":</textarea>' };
  const request = { path: [], query: new URLSearchParams(), refused: { problems: {}, ...refused, values } };
  const body = String(await executions.render(context, request));
  expect(body).toMatch(
    /<textarea[^>]* aria-invalid="true"[^>]*>\{&quot;startDate&quot;:&lt;\/textarea&gt;<\/textarea>/,
  );
  expect(words(body)).toContain('Invalid State Machine Execution Input');
  clients.close();
});
