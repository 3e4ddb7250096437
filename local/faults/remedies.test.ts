import { readFileSync } from 'node:fs';
import { synthesizeInto } from '../../terraform/test-support';
import { remedyFor } from '../../lambdas/report/remedy';
import { markerKey } from '../../lambdas/report/report-location';
import { devStack, temporaryFolder } from '../test-support';
import { FailingAccount, type Interference, period, throwing } from './failing-account';

jest.setTimeout(60_000);

const { folder, remove } = temporaryFolder('remedies');
let made: FailingAccount;
beforeAll(async () => {
  synthesizeInto(folder);
  made = await FailingAccount.standUp(devStack(folder), `${folder}/run`);
});
afterEach(() => {
  made.interferences = {};
  made.read();
});
afterAll(async () => {
  await made.close();
  remove();
});

const BUCKET = 'query-output-dev-blog-000000000000';

interface Row {
  /** As the page has it. */
  readonly stoppedIn: string;
  readonly by: string;
  readonly helps: 'redrive' | 'start anew' | 'look first';
  /** Of each way to it: what is made to fail. */
  readonly ways: Readonly<Record<string, Way>>;
}

interface Way {
  readonly fails: (name: string) => Readonly<Record<string, Interference>>;
  readonly input?: object;
  readonly ends: { readonly status: string; readonly error?: string };
  /** The last state before it ended. */
  readonly in: string;
  /** What subscribers are told when it ends. */
  readonly told: readonly ('report' | 'notice')[];
  /** What they get by the remedy. */
  readonly then: readonly 'report'[];
  /** What a redrive ends with, where that is not success. */
  readonly redriven?: { readonly status: string; readonly error: string };
}

/** What the query's state is said to be; the rest of the handler's answer is its own. */
const saying =
  (state: string): Interference =>
  async (real) => {
    const invocation = await real();
    const answer = JSON.parse(invocation.payload) as object;
    const failure = { Error: `Athena.${state}`, Cause: 'as the test wants' };
    return { ...invocation, payload: JSON.stringify({ ...answer, state, failure }) };
  };

const stopping =
  (name: string): Interference =>
  async (real) => {
    const invocation = await real();
    await made.stop(name);
    return invocation;
  };

const losingTheAnswer: Interference = async (real, payload) => {
  await real();
  return throwing('Lambda.Unknown')(real, payload);
};

/** What an attempt leaves that died while it published. */
const markPublishing = (name: string) =>
  made.account.objects.put(
    BUCKET,
    markerKey({ id: made.arn(name) }),
    Buffer.from('{"state":"publishing","attempt":"another"}'),
  );

const failing = (functionName: string, error: string, at: string): Way => ({
  fails: () => ({ [functionName]: throwing(error) }),
  ends: { status: 'FAILED', error },
  in: at,
  told: ['notice'],
  then: ['report'],
});

const ROWS: readonly Row[] = [
  {
    stoppedIn: '`StartQuery`',
    by: '`InvalidInput`',
    helps: 'start anew',
    ways: {
      'an end before its start': {
        fails: () => ({}),
        input: { startDate: '2026-10-31', endDate: '2026-10-01' },
        ends: { status: 'FAILED', error: 'InvalidInput' },
        in: 'StartQuery',
        told: ['notice'],
        then: ['report'],
      },
    },
  },
  {
    stoppedIn: '`StartQuery`, `StartQueryAgain`',
    by: 'any other error',
    helps: 'redrive',
    ways: {
      'Athena refuses for longer than it is tried': failing(
        'start-query-execution',
        'ThrottlingException',
        'StartQuery',
      ),
      'a right is missing': failing('start-query-execution', 'AccessDeniedException', 'StartQuery'),
      'the second start fails': {
        ...failing('start-query-execution', 'Lambda.Unknown', 'StartQueryAgain'),
        fails: () => ({
          'start-query-execution': (real, payload) =>
            payload.includes('previousAttempt') ? throwing('Lambda.Unknown')(real, payload) : real(),
          'check-query-execution': (real, payload) =>
            payload.includes('"attempt":0') ? saying('FAILED')(real, payload) : real(),
        }),
      },
    },
  },
  {
    stoppedIn: '`GetQueryStatus`',
    by: 'any error',
    helps: 'redrive',
    ways: { 'Athena tells no state': failing('check-query-execution', 'InternalServerException', 'GetQueryStatus') },
  },
  {
    stoppedIn: '`Wait`, `WaitToStartAgain`',
    by: 'stopped, or the machine’s time limit',
    helps: 'redrive',
    ways: {
      'a query that hangs': {
        fails: () => ({ 'check-query-execution': saying('RUNNING') }),
        ends: { status: 'TIMED_OUT' },
        in: 'Wait',
        told: ['notice'],
        then: ['report'],
      },
      'somebody stops it': {
        fails: (name) => ({
          'check-query-execution': (real, payload) => {
            const { clock } = made.account;
            clock.schedule(new Date(clock.now().getTime() + 1000), () => made.stop(name));
            return saying('FAILED')(real, payload);
          },
        }),
        ends: { status: 'ABORTED' },
        in: 'WaitToStartAgain',
        told: ['notice'],
        then: ['report'],
      },
    },
  },
  {
    stoppedIn: '`Failed`',
    by: '`Athena.FAILED`, `Athena.CANCELLED`',
    helps: 'start anew',
    ways: Object.fromEntries(
      ['FAILED', 'CANCELLED'].map((state): [string, Way] => [
        state,
        {
          fails: () => ({ 'check-query-execution': saying(state) }),
          ends: { status: 'FAILED', error: `Athena.${state}` },
          in: 'Failed',
          told: ['notice'],
          then: ['report'],
        },
      ]),
    ),
  },
  {
    stoppedIn: '`SendReport`',
    by: '`PublishOutcomeUnknown`',
    helps: 'look first',
    ways: {
      'a worker died while it published': {
        fails: (name) => ({
          'send-report': async (real) => {
            await markPublishing(name);
            return real();
          },
        }),
        ends: { status: 'FAILED', error: 'PublishOutcomeUnknown' },
        in: 'SendReport',
        told: [],
        then: ['report'],
      },
    },
  },
  {
    stoppedIn: '`SendReport`',
    by: 'any other error',
    helps: 'redrive',
    ways: {
      'nothing was sent': failing('send-report', 'InternalServerException', 'SendReport'),
      'it was sent, and its answer is lost each time': {
        fails: () => ({ 'send-report': losingTheAnswer }),
        ends: { status: 'FAILED', error: 'Lambda.Unknown' },
        in: 'SendReport',
        told: ['report'],
        then: [],
      },
    },
  },
  {
    stoppedIn: '`SendReport`',
    by: 'stopped, or the machine’s time limit',
    helps: 'redrive',
    ways: {
      'after it was sent': {
        fails: (name) => ({ 'send-report': stopping(name) }),
        ends: { status: 'ABORTED' },
        in: 'SendReport',
        told: ['report'],
        then: [],
      },
      'while it is sent, and its worker dies': {
        fails: (name) => ({
          'send-report': async (real) => {
            await markPublishing(name);
            await made.stop(name);
            await made.account.events.idle();
            return real();
          },
        }),
        ends: { status: 'ABORTED' },
        in: 'SendReport',
        told: [],
        then: [],
        redriven: { status: 'FAILED', error: 'PublishOutcomeUnknown' },
      },
      'the hour is over after it was sent': {
        fails: (name) => ({
          'check-query-execution': (real, payload) => {
            const started = made.account.stepFunctions.executions().find(({ identity }) => identity.name === name);
            const elapsed = made.account.clock.now().getTime() - Number(started?.startDate);
            return elapsed < 3_500_000 ? saying('RUNNING')(real, payload) : real();
          },
          'send-report': losingTheAnswer,
        }),
        ends: { status: 'TIMED_OUT' },
        in: 'SendReport',
        told: ['report'],
        then: [],
      },
      'before it began, and it goes on when subscribers were told': {
        fails: (name) => ({
          'send-report': async (real) => {
            await made.stop(name);
            await made.account.events.idle();
            return real();
          },
        }),
        ends: { status: 'ABORTED' },
        in: 'SendReport',
        told: ['notice'],
        then: ['report'],
      },
    },
  },
];

const ways = ROWS.flatMap((row) => Object.entries(row.ways).map(([what, way]) => ({ ...row, what, ...way })));

test.each(ways)('$stoppedIn, $by, $what: $helps', async (row) => {
  const { what, helps, fails, input, ends, in: at, told, then, redriven: again } = row;
  const name = what.replaceAll(/\W+/g, '-');
  made.interferences = fails(name);
  const ended = await made.start(name, input);
  expect(ended).toMatchObject(ends);
  expect(made.statesOf(name).at(-1)).toBe(at);
  expect(made.read()).toEqual(told);
  // The machine's hour, and what its clock takes of it for a second's work.
  expect((Number(ended.stopDate) - Number(ended.startDate)) / 1000).toBeLessThanOrEqual(3600);
  expect(remedyFor({ status: ended.status ?? '', error: ended.error })).toBe(helps);

  // The reason is gone.
  made.interferences = {};
  const redriven = await made.redrive(name);
  if (helps === 'redrive') {
    expect(redriven).toMatchObject({ redriveCount: 1, ...(again ?? { status: 'SUCCEEDED' }) });
    expect(made.read()).toEqual(then);
  } else {
    // It is advised against because it does nothing, and it does no harm.
    expect(redriven).toMatchObject(ends);
    expect(made.read()).toEqual(told);
    expect(await made.start(`${name}-anew`, period)).toMatchObject({ status: 'SUCCEEDED' });
    expect(made.read()).toEqual(then);
  }
});

test('more than 14 days after it ended, a redrive is refused: start anew', async () => {
  made.interferences = { 'start-query-execution': throwing('AccessDeniedException') };
  const { stopDate } = await made.start('late');
  made.interferences = {};
  await made.account.clock.advanceTo(new Date(Number(stopDate) + 15 * 86_400_000));
  await expect(made.redrive('late')).rejects.toMatchObject({
    name: 'ExecutionNotRedrivable',
    message: expect.stringMatching(/ invalid for redrive as: Execution redrivable period exceeded$/) as string,
  });
  expect(await made.start('late-anew')).toMatchObject({ status: 'SUCCEEDED' });
  expect(made.read()).toEqual(['notice', 'report']);
});

test('the page has these rows', () => {
  const [, section = ''] = readFileSync('docs/operations.md', 'utf8').split('## When a report was not made');
  const rows = section
    .split('\n## ')[0]
    ?.split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const said = rows?.map(([, stoppedIn, by, , helps = '']) => [stoppedIn, by, /^[a-z ]+/.exec(helps)?.[0].trim()]);
  expect(said).toEqual([
    ...ROWS.map(({ stoppedIn, by, helps }) => [stoppedIn, by.replace('’', "'"), helps]),
    ['any state', 'more than 14 days ago', 'start anew'],
  ]);
});
