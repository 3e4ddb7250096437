import { chosenEnvironment } from '../../terraform/stacks/chosen-environment';
import { readEnvironment } from '../../terraform/stacks/neighbours';
import { type Stack } from '../../terraform/stack';
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
import { namesOf } from '../start/running/stack-names';
import { onStopSignal } from '../start/running/stop-signals';
import { stopMidway } from '../start/running/stop-midway';
import { Progress } from '../../scripts/text/progress';
import { synthesize } from '../../scripts/programs/synthesize';
import { reasonOf } from '../../scripts/text/words';
import { clockTold } from './go-live';
import { compression } from './instructions';
import { type KeptAccount } from './kept/kept-account';
import { digestOf, openKept, wasSent } from './kept/open';
import { sendFirst } from './send-first';
import { print, type Standing, stayUp } from './stay-up';

type ServeOptions = Extract<Options, { readonly command: 'serve' }>;

/** Keeps a stack's endpoint up until Ctrl-C, SIGTERM or SIGHUP, and tells what happens in it. Returns the exit code. */
export async function serveCommand(options: ServeOptions, answering: Answering): Promise<number> {
  const { environment: named, demo, events, keep } = options;
  const input =
    events === undefined ? (demo ? generatedInput(undefined) : undefined) : await fileInput(events, undefined);
  const stacks = await synthesize();
  const environment = chosenEnvironment(stacks, named, console.error);
  const stack = readEnvironment(stackFolder(stacks, environment));
  for (const one of stack.passedOver ?? []) print(`Passed over, as only a plan of Terraform's heeds it: ${one}`);
  const kept = keep === undefined ? undefined : openKept(keep, environment, stack);
  try {
    const standing = await stand(options, { answering, stack, input, environment, ...(kept ? { kept } : {}) });
    return await stayUp(standing);
  } catch (error) {
    kept?.end();
    throw error;
  }
}

interface Asked {
  readonly answering: Answering;
  readonly stack: Stack;
  readonly environment: string;
  readonly input: ReportInput | undefined;
  readonly kept?: KeptAccount;
}

/** An account with what it is sent to begin with, or with what it held before. */
async function stand({ port, demo, events, open }: ServeOptions, asked: Asked): Promise<Standing> {
  const { answering, stack, environment, input, kept } = asked;
  const sent = input ? (demo ? 'demo' : digestOf(input)) : '';
  const isSent = input && kept?.goesOn ? wasSent(kept, sent, demo ? '--demo' : `--events ${events}`) : false;
  if (isSent) {
    print('The events were sent before, and are not sent again.');
    input?.close();
  }
  for (const line of kept?.clearUnfinished() ?? []) print(line);
  kept?.begin();
  const folder = kept?.folder ?? makeRunFolder(environment);
  const clock = clockFor(isSent ? undefined : input, kept?.past?.ahead);
  const ledger = new Ledger();
  const account = await standUp(stack, {
    clock,
    folder,
    ...answering,
    record: ledger.record,
    ...(kept ? { interpose: kept.interpose } : {}),
    ...(port === undefined ? {} : { port }),
  });
  try {
    const ahead = kept?.past?.ahead ?? 0;
    const gone = kept?.goesOn ? [...kept.attach(account), ...clockTold(account, ahead)] : [];
    if (account.lambda.otherNode !== undefined) print(account.lambda.otherNode);
    const standing: Standing = {
      account,
      names: namesOf(stack),
      ledger,
      folder,
      open,
      ...(input ? { period: input.period } : {}),
      ...(kept ? { kept } : {}),
    };
    if (input && clock instanceof ReleasableClock) await fed(standing, clock, input);
    for (const line of kept && !kept.goesOn ? kept.attach(account, sent) : gone) print(line);
    return standing;
  } catch (error) {
    await account.close();
    throw error;
  }
}

/** Of an account that is sent events first: it begins with the day of the first. */
function clockFor(input: ReportInput | undefined, ahead = 0): LiveClock | ReleasableClock {
  const onError = (error: unknown): void => print(`! ${reasonOf(error)}`);
  const [first] = input?.events ?? [];
  if (!first) return new LiveClock(compression, onError, ahead);
  return new ReleasableClock(startOfDay(dayOf(first.arrival)), compression, onError);
}

async function fed(standing: Standing, clock: ReleasableClock, input: ReportInput): Promise<void> {
  const { account } = standing;
  const progress = new Progress();
  const sent = onStopSignal((code) => void stopMidway(account, progress, code));
  try {
    for (const line of await sendFirst(standing, { clock, input, progress })) print(line);
  } finally {
    sent();
    input.close();
  }
}
