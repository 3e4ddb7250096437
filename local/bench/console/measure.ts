import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, chromiumPath } from '../../../scripts/programs/browser/chromium';
import { readStack } from '../../../terraform/read-stack';
import { text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { standUp } from '../../aws/account';
import { clientsOf } from '../../aws/clients';
import { SimulatedClock } from '../../aws/shared/clock';
import { openConsole } from '../../console/open-console';
import { views } from '../../console/views/all';
import { startOfDay } from '../../events/period';
import { holdSchedules } from '../../start/running/hold-schedules';
import { Ledger } from '../../start/running/ledger';
import { namesOf } from '../../start/running/stack-names';
import { month, reportTime } from '../bench-events';
import { answer, peakMemory } from '../shared/child';
import { sendMonth } from '../send-month';
import { spreadOf } from '../shared/statistics';

/** Milliseconds to the first contentful paint, the median of each page's rounds. */
export interface Painted {
  readonly page: string;
  readonly paint: number;
  /** From the fastest to the slowest. */
  readonly spread: readonly [number, number];
  /** What a page came as. */
  readonly bytes: number;
}

export interface ConsoleMeasured {
  /** A bare page of a bare server, in the same browser. */
  readonly bare: Painted;
  readonly pages: readonly Painted[];
  /** Bytes, of the account's process at most, the browser's driver with it. */
  readonly peakMemory: number;
}

const ROUNDS = 7;

/** `measure EVENTS EXECUTIONS STACK FOLDER`: an account with so much in it, and its console in Chromium. */
export async function main([events = '', executions = '', stackFolder = '', folder = '']: string[]): Promise<number> {
  const stack = withMachine(readStack(stackFolder));
  const clock = new SimulatedClock(startOfDay(month.startDate));
  const ledger = new Ledger();
  const account = await standUp(stack, { clock, folder, record: ledger.record });
  const clients = clientsOf(account);
  const names = namesOf(stack);
  holdSchedules(account);
  const opened = openConsole({ account, names, ledger }, () => undefined);
  let browser: Browser | undefined;
  try {
    await sendMonth(account, clients, Number(events));
    await clock.advanceTo(reportTime);
    await clients.states.send(
      new StartExecutionCommand({ stateMachineArn: names.machineArn, input: JSON.stringify(month) }),
    );
    for (let begun = 0; begun < Number(executions); begun += 100) {
      await Promise.all(
        Array.from({ length: Math.min(100, Number(executions) - begun) }, (_, at) =>
          clients.states.send(
            new StartExecutionCommand({ stateMachineArn: machineArn(stack), name: `e-${begun + at}` }),
          ),
        ),
      );
    }
    await account.stepFunctions.idle();
    browser = await chromium.launch({ executablePath: chromiumPath(), headless: true, args: CHROMIUM_FLAGS });
    const bare = await ofBareServer(await browser.newContext());
    const context = await browser.newContext();
    const first = await context.newPage();
    await first.goto(opened.link);
    await first.close();
    const pages: Painted[] = [];
    for (const { name } of views) pages.push(await painted(context, name, `${account.endpoint}/console/${name}`));
    return answer({ bare, pages, peakMemory: peakMemory() } satisfies ConsoleMeasured);
  } finally {
    await browser?.close();
    opened.close();
    clients.close();
    await account.close();
  }
}

async function ofBareServer(context: BrowserContext): Promise<Painted> {
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<title>.</title><p>Bare.'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await painted(context, 'a bare page', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function painted(context: BrowserContext, name: string, url: string): Promise<Painted> {
  const times: number[] = [];
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const page = await context.newPage();
    const response = await page.goto(url);
    bytes = (await response?.body())?.length ?? 0;
    times.push(
      await page.evaluate<number>(
        "new Promise((done) => new PerformanceObserver((list) => list.getEntries().filter(({ name }) => name === 'first-contentful-paint').forEach(({ startTime }) => done(startTime))).observe({ type: 'paint', buffered: true }))",
      ),
    );
    await page.close();
  }
  const { least, median, most } = spreadOf(times);
  return { page: name, paint: median, spread: [least, most], bytes };
}

const NAME = 'bench-console';
const machineArn = ({ region, accountId }: Stack) => `arn:aws:states:${region}:${accountId}:stateMachine:${NAME}`;

/** The stack with a machine beside the report's that needs no function: ten thousand of the report's take ten minutes. */
function withMachine(stack: Stack): Stack {
  const report = stack.blocks.find(({ type }) => type === 'aws_sfn_state_machine');
  if (!report) throw new Error(`The stack ${stack.name} has no state machine.`);
  const definition = JSON.stringify({
    StartAt: 'Look',
    States: {
      Look: { Type: 'Pass', Next: 'Enough' },
      Enough: { Type: 'Pass', Next: 'Done' },
      Done: { Type: 'Succeed' },
    },
  });
  const arn = machineArn(stack);
  const beside: Block = {
    ...report,
    name: NAME,
    address: `aws_sfn_state_machine.${NAME}`,
    values: { ...report.values, name: NAME, arn, id: arn, definition },
  };
  return { ...stack, blocks: [...stack.blocks.map((block) => trusting(block, text(report, 'arn'), arn)), beside] };
}

/** The role of the one machine is the other's, too. */
function trusting(block: Block, one: string, other: string): Block {
  if (block.type !== 'aws_iam_role') return block;
  const trust = text(block, 'assume_role_policy').replaceAll(`"${one}"`, `["${one}","${other}"]`);
  return { ...block, values: { ...block.values, assume_role_policy: trust } };
}
