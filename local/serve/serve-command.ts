import { chosenEnvironment } from '../../terraform/stacks/chosen-environment';
import { readEnvironment } from '../../terraform/stacks/neighbours';
import { stackFolder } from '../../terraform/stacks/stack-folder';
import { standUp } from '../aws/account';
import { type Answering } from '../aws/elsewhere/answering';
import { LiveClock } from '../aws/shared/clock';
import { type Options } from '../start/options';
import { Ledger } from '../start/running/ledger';
import { makeRunFolder } from '../start/running/run-folder';
import { namesIn } from '../start/running/names-in';
import { synthesize } from '../../scripts/programs/synthesize';
import { compression } from './instructions';
import { messageOf, print, stayUp } from './stay-up';

type ServeOptions = Extract<Options, { readonly command: 'serve' }>;

/** Keeps a stack's endpoint up until Ctrl-C, SIGTERM or SIGHUP, and tells what happens in it. Returns the exit code. */
export async function serveCommand({ environment: named, port }: ServeOptions, answering: Answering): Promise<number> {
  const stacks = await synthesize();
  const environment = chosenEnvironment(stacks, named, console.error);
  const stack = readEnvironment(stackFolder(stacks, environment));
  for (const one of stack.passedOver ?? []) print(`Passed over, as only a plan of Terraform's heeds it: ${one}`);
  const folder = makeRunFolder(environment);
  const clock = new LiveClock(compression, (error) => print(`! ${messageOf(error)}`));
  const ledger = new Ledger();
  const account = await standUp(stack, {
    clock,
    folder,
    ...answering,
    record: ledger.record,
    ...(port === undefined ? {} : { port }),
  });
  if (account.lambda.otherNode !== undefined) print(account.lambda.otherNode);
  return stayUp({ account, names: await namesIn(account), ledger, folder });
}
