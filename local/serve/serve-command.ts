import { chosenEnvironment } from '../../terraform/stacks/chosen-environment';
import { readEnvironment } from '../../terraform/stacks/neighbours';
import { stackFolder } from '../../terraform/stacks/stack-folder';
import { standUp } from '../aws/account';
import { type Answering } from '../aws/elsewhere/answering';
import { LiveClock } from '../aws/shared/clock';
import { ReleasableClock } from '../aws/shared/releasable-clock';
import { dayOf, startOfDay } from '../events/period';
import { type Options } from '../start/options';
import { fileInput, generatedInput, type ReportInput } from '../start/reading/report-input';
import { Ledger } from '../start/running/ledger';
import { makeRunFolder } from '../start/running/run-folder';
import { namesIn } from '../start/running/names-in';
import { onStopSignal } from '../start/running/stop-signals';
import { stopMidway } from '../start/running/stop-midway';
import { Progress } from '../../scripts/text/progress';
import { synthesize } from '../../scripts/programs/synthesize';
import { compression } from './instructions';
import { sendFirst } from './send-first';
import { messageOf, print, type Standing, stayUp } from './stay-up';

type ServeOptions = Extract<Options, { readonly command: 'serve' }>;

/** Keeps a stack's endpoint up until Ctrl-C, SIGTERM or SIGHUP, and tells what happens in it. Returns the exit code. */
export async function serveCommand(options: ServeOptions, answering: Answering): Promise<number> {
  const { environment: named, port, demo, events } = options;
  const input =
    events === undefined ? (demo ? generatedInput(undefined) : undefined) : await fileInput(events, undefined);
  const stacks = await synthesize();
  const environment = chosenEnvironment(stacks, named, console.error);
  const stack = readEnvironment(stackFolder(stacks, environment));
  for (const one of stack.passedOver ?? []) print(`Passed over, as only a plan of Terraform's heeds it: ${one}`);
  const folder = makeRunFolder(environment);
  const clock = clockFor(input);
  const ledger = new Ledger();
  const account = await standUp(stack, {
    clock,
    folder,
    ...answering,
    record: ledger.record,
    ...(port === undefined ? {} : { port }),
  });
  if (account.lambda.otherNode !== undefined) print(account.lambda.otherNode);
  const standing: Standing = {
    account,
    names: await namesIn(account),
    ledger,
    folder,
    ...(input ? { period: input.period } : {}),
  };
  if (input && clock instanceof ReleasableClock) await fed(standing, clock, input);
  return stayUp(standing);
}

/** Of an account that is sent events first: it begins with the day of the first. */
function clockFor(input: ReportInput | undefined): LiveClock | ReleasableClock {
  const onError = (error: unknown): void => print(`! ${messageOf(error)}`);
  const first = input?.events[0]?.arrival;
  if (!first) return new LiveClock(compression, onError);
  return new ReleasableClock(startOfDay(dayOf(first)), compression, onError);
}

async function fed(standing: Standing, clock: ReleasableClock, input: ReportInput): Promise<void> {
  const { account } = standing;
  const progress = new Progress();
  const sent = onStopSignal((code) => void stopMidway(account, progress, code));
  try {
    for (const line of await sendFirst(standing, { clock, input, progress })) print(line);
  } catch (error) {
    await account.close();
    throw error;
  } finally {
    sent();
  }
}
