import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { GetExecutionHistoryCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { shippedCheckout } from '../../../environments/commands/setup/copied-checkout';
import { machineDiagram } from '../../../policies/diagram/machine-diagram';
import { mermaid } from '../../../policies/diagram/mermaid';
import { readAccess } from '../../../policies/iam/access';
import { type Need } from '../../../policies/needs/need';
import { needsOfStack } from '../../../policies/needs/needs-of-stack';
import { unneededGrants } from '../../../policies/needs/minimality';
import { unmetNeeds } from '../../../policies/needs/sufficiency';
import { applyEdit } from '../../../scripts/documents/how-to/apply-edit';
import { readPages } from '../../../scripts/documents/how-to/read-how-to';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { Progress } from '../../../scripts/text/progress';
import { blocksOfType, text } from '../../../terraform/query';
import { readStack } from '../../../terraform/read-stack';
import { readNeighbours } from '../../../terraform/stacks/neighbours';
import { clientsOf } from '../../aws/clients';
import { defaultEvents, defaultPeriod } from '../../events/generate';
import { dayOf } from '../../events/period';
import { recordNeeds } from '../../record/record-needs';
import { devStack, withoutStatement } from '../../test-support';
import { failureOf } from '../telling/report-outcome';
import { summaryText } from '../telling/summary';
import { usageOf } from '../telling/usage';
import { otherMachines, otherMessages } from './other-machines';
import { runReport } from './report-run';

jest.setTimeout(300_000);

/** The stack that whoever follows the how-to has. */
const { folder, remove } = shippedCheckout();
const out = join(folder, 'cdktf.out');
const stackFolder = join(out, 'stacks/dev');
afterAll(remove);
beforeAll(() => {
  const page = readPages(repositoryRoot()).find(({ file }) => file === 'docs/how-to/add-a-second-machine.md');
  for (const { deeds } of page?.howTos ?? [])
    for (const deed of deeds)
      if (deed.kind === 'edit' && !deed.edit.file.includes('.test.')) applyEdit(folder, deed.edit);
  const { JEST_WORKER_ID: _, ...env } = process.env;
  const args = ['scripts/run.mjs', 'environments/commands/synth/main.ts'];
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    env: { ...env, CHECKPOINT_DISABLE: '1', CDKTF_OUTDIR: out },
    encoding: 'utf8',
  });
  expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
});

test('it stands beside the reports, runs by its own schedule and by hand, and tells its own topic', async () => {
  const lines: string[] = [];
  const bare = Array.from({ length: 60 }, () => ({ arrival: new Date('2026-10-31T12:00:00Z'), data: '{"id":"1"}' }));
  const events = [...defaultEvents({ count: 400, preceding: 100 }), ...bare].sort((a, b) => +a.arrival - +b.arrival);
  const run = mkdtempSync(join(folder, 'run-'));
  const progress = new Progress({ write: (line) => lines.push(line) });
  const outcome = await runReport({ stackFolder, folder: run, events, period: defaultPeriod, scheduled: {}, progress });
  const { account, names } = outcome;
  const clients = clientsOf(account);
  try {
    expect(failureOf(outcome)).toBeUndefined();
    expect([names.stream, outcome.sent?.records]).toEqual(['events-stream-dev-blog', events.length]);
    expect(outcome.execution?.name).toBe('monthly-dev-2026-10-01-2026-10-31');
    expect(outcome.others).toEqual([]);
    expect(lines.join('')).toContain(
      'It is 2026-11-01 06:00:00 UTC: check-data-quality-dev-blog fires by cron(0 6 * * ? *)',
    );

    // What it found, by a plain count: every record of that day is an event, for none of those generated on it is malformed.
    const ofDay = events
      .filter(({ arrival }) => dayOf(arrival) === '2026-10-31')
      .map(({ data }) => JSON.parse(data) as object);
    const without = (key: string) => ofDay.filter((event) => !(key in event)).length;
    const found = [
      `${without('timestamp')} of ${ofDay.length} events lack a timestamp.`,
      `${without('userId')} of ${ofDay.length} events lack a user.`,
    ];
    expect(otherMessages(outcome)).toEqual([
      { topic: 'data-quality-dev-blog', subject: 'Data quality of 2026-10-31 (dev): 2 findings', subscribers: 1 },
    ]);
    const told = account.sns.outbox.find(({ topicArn }) => topicArn.endsWith(':data-quality-dev-blog'));
    expect(told?.message).toBe(`Of the events that arrived from 2026-10-31 to 2026-10-31:\n${found.join('\n')}\n`);
    expect(told?.subscribers.map(({ endpoint }) => endpoint)).toEqual(['operators-dev@example.com']);
    expect(outcome.message?.subscribers).toEqual(['email analytics-dev@example.com']);

    // The event that comes twice, and an operator.
    const fired = account.events.deliveries.find(({ rule }) => rule === 'check-data-quality-dev-blog');
    await account.events.redeliver(fired?.event.id ?? '');
    const [{ name, executions } = { name: '', executions: [] }, ...more] = otherMachines(outcome);
    expect([name, executions.length, more]).toEqual(['data-quality-dev-blog', 1, []]);
    const usage = usageOf({ ...outcome, queries: [], firehoseBytes: 0, stateTransitions: 0 });
    expect(summaryText({ outcome, queries: [], usage, folder: run, took: 0 })).toMatch(
      /Other machines +quality-dev-2026-10-31-2026-10-31 of data-quality-dev-blog: SUCCEEDED\n +Data quality of 2026-10-31 \(dev\): 2 findings, to 1 subscriber of data-quality-dev-blog/,
    );
    const stateMachineArn = executions[0]?.machine.arn;
    const input = JSON.stringify({ startDate: '2026-10-01', endDate: '2026-10-02' });
    await clients.states.send(new StartExecutionCommand({ stateMachineArn, name: 'by-hand', input }));
    await account.stepFunctions.idle();
    expect(otherMachines(outcome)[0]?.executions.map(({ identity, status }) => [identity.name, status])).toEqual([
      ['quality-dev-2026-10-31-2026-10-31', 'SUCCEEDED'],
      ['by-hand', 'SUCCEEDED'],
    ]);

    // What it is an example of: an action of the SDK, as AWS records one, and variables that outlive what it gives.
    const { events: history = [] } = await clients.states.send(
      new GetExecutionHistoryCommand({ executionArn: executions[0]?.identity.arn }),
    );
    const exited = (state: string) =>
      history.find(({ stateExitedEventDetails: one }) => one?.name === state)?.stateExitedEventDetails;
    const { query, ...period } = exited('StartQuery')?.assignedVariables ?? {};
    expect(period).toEqual({ startDate: '"2026-10-31"', endDate: '"2026-10-31"' });
    expect(history.flatMap(({ taskScheduledEventDetails: one }) => one ?? [])).toEqual([
      expect.objectContaining({
        resourceType: 'aws-sdk:athena',
        resource: 'getQueryExecution',
        parameters: `{"QueryExecutionId":${query}}`,
      }),
    ]);
    expect(exited('GetQueryStatus')?.output).toBe(
      JSON.stringify({
        state: 'SUCCEEDED',
        error: 'Athena.SUCCEEDED',
        cause: `Query ${JSON.parse(query ?? '') as string}: `,
      }),
    );
    expect(exited('Tell')?.output).toBe('{"outcome":"told"}');

    // A query that Athena ends otherwise: a file among the events is none of Parquet.
    await account.objects.put(names.eventsBucket, `${names.eventsPrefix}2026-09-01/broken.parquet`, Buffer.from('?'));
    const ofBroken = JSON.stringify({ startDate: '2026-09-01', endDate: '2026-09-01' });
    await clients.states.send(new StartExecutionCommand({ stateMachineArn, name: 'of-broken', input: ofBroken }));
    await account.stepFunctions.idle();
    expect(failureOf(outcome)).toMatch(
      /^The execution of-broken of data-quality-dev-blog ended FAILED \(Athena\.FAILED\): Query \S+: HIVE_BAD_DATA/,
    );
  } finally {
    clients.close();
    await account.close();
  }
});

describe('what its roles may do', () => {
  let needs: Need[] = [];
  beforeAll(async () => {
    needs = await recordNeeds(stackFolder, mkdtempSync(join(folder, 'record-')));
  });

  /** By the grants of a stack, which differ from those that were recorded in what `change` does. */
  function told(change: (json: string) => string = (json) => json): string[] {
    const stack = devStack(out, change);
    const neighbours = readNeighbours(stack);
    const access = readAccess(stack, neighbours);
    const { own = [] } = needsOfStack(stack, neighbours, { dev: needs }) ?? {};
    return [...unmetNeeds(access, own), ...unneededGrants(access, own)].map(
      ({ subject, message }) => `${subject}: ${message}`,
    );
  }

  test('is what a run needs, to the grant: one too many and one too few are told', () => {
    expect(told()).toEqual([]);
    expect(told(withoutStatement('Tell'))).toEqual([
      'dev-blog-tell-quality: sns:Publish on arn:aws:sns:eu-west-1:000000000000:data-quality-dev-blog is needed, and no identity-based policy allows it',
    ]);
    // So is what the machine calls itself, an action of the SDK.
    expect(told(withoutStatement('AthenaGetQueryExecution'))).toEqual([
      'state-machine-role-dev-blog-data-quality: athena:GetQueryExecution on arn:aws:athena:eu-west-1:000000000000:workgroup/analytics-dev-blog is needed, and no identity-based policy allows it',
    ]);
    expect(
      told((json) =>
        json.replace('[\\"states:StartExecution\\"]', '[\\"states:StartExecution\\",\\"states:StopExecution\\"]'),
      ),
    ).toEqual([expect.stringMatching(/^dev-blog-start-data-quality: states:StopExecution on \S+ was never needed$/)]);
    const stops = (json: string) =>
      json.replace(
        /(AthenaGetQueryExecution.{0,80}?\[\\"athena:GetQueryExecution\\")\]/,
        '$1,\\"athena:StopQueryExecution\\"]',
      );
    expect(told(stops)).toEqual([
      expect.stringMatching(
        /^state-machine-role-dev-blog-data-quality: athena:StopQueryExecution on \S+ was never needed$/,
      ),
    ]);
  });

  test('the pipelines’ report role starts the reports’ machine, and nothing else', () => {
    const analytics = readStack(stackFolder);
    const bootstrap = readStack(join(out, 'stacks/bootstrap-dev'));
    const { own = [] } = needsOfStack(bootstrap, [analytics], { dev: needs }) ?? {};
    const access = readAccess(bootstrap, [analytics]);
    expect([...unmetNeeds(access, own), ...unneededGrants(access, own)]).toEqual([]);
    const role = [...access.roles.values()].find(({ name }) => name.startsWith('github-report'));
    expect(role?.statements.flatMap(({ resources }) => resources?.patterns.map(({ text: arn }) => arn))).toEqual([
      'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog',
      'arn:aws:states:eu-west-1:000000000000:execution:analytics-dev-blog:*',
    ]);
  });
});

test('its states are drawn', () => {
  const stack = readStack(stackFolder);
  const machine = blocksOfType(stack, 'aws_sfn_state_machine').find((one) =>
    text(one, 'name').startsWith('data-quality'),
  );
  if (!machine) throw new Error('There is no second machine.');
  expect(mermaid(machineDiagram(stack, machine))).toMatch(
    /StartQuery[^]*Wait[^]*GetQueryStatus[^]*CheckQueryStatus[^]*Tell[^]*Failed/,
  );
});
