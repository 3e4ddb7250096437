import { type Account } from '../aws/account';
import { openConsole } from '../console/open-console';
import { type Period } from '../events/period';
import { openPage } from '../start/telling/open-page';
import { explainRefusals } from '../start/telling/refusals';
import { type Ledger } from '../start/running/ledger';
import { type StackNames } from '../start/running/stack-names';
import { onStopSignal } from '../start/running/stop-signals';
import { shellWord } from '../../scripts/text/shell-word';
import { printable } from '../../scripts/text/printable';
import { moment, reasonOf } from '../../scripts/text/words';
import { instructions } from './instructions';
import { type KeptAccount } from './kept/kept-account';

/** An account that stands, and what is known of it. */
export interface Standing {
  readonly account: Account;
  readonly names: StackNames;
  /** Fed by all that happens in the account. */
  readonly ledger: Ledger;
  /** The account's objects lie in it. */
  readonly folder: string;
  /** Of the events that it holds; absent: it holds none. */
  readonly period?: Period;
  /** What it outlives the process in. */
  readonly kept?: KeptAccount;
  /** The console's link is opened in the user's browser. */
  readonly open?: boolean;
}

/**
 * Keeps an account up until Ctrl-C, SIGTERM or SIGHUP, tells how to reach it and what happens in it, and ends it.
 * @returns 1 when something was accepted that could not be delivered, else 0
 */
export async function stayUp(standing: Standing): Promise<number> {
  const { account, names, ledger, folder, period, kept, open } = standing;
  const untilStopped = stopped();
  tellMessages(account);
  const watched = openConsole({ account, names, ledger }, (link) => print(`The console, in another browser: ${link}`));
  print(instructions(account, names, folder, period));
  print(`\nThe console, in a browser: ${watched.link}`);
  if (open && !(await openPage(watched.link))) print('There is no display to open it on.');
  const refusals = tellRefusals(account);
  await untilStopped;
  clearInterval(refusals);
  watched.close();
  return endAccount(account, kept);
}

/** As whoever stops it expects: what was accepted is delivered, and what is under way ends. @returns 1 when that failed */
async function endAccount(account: Account, kept: KeptAccount | undefined): Promise<number> {
  const executions = account.stepFunctions.executions().filter(({ status }) => status === 'RUNNING');
  const queries = account.athena.executions().filter(({ ending }) => ending === undefined);
  const lost = (await account.end()).map((error) => `Not delivered: ${reasonOf(error)}`);
  for (const { identity, status } of executions) {
    if (status === 'ABORTED') print(`! The execution ${identity.arn} was under way: it is ABORTED.`);
  }
  for (const { description, ending } of queries) {
    if (ending?.state === 'CANCELLED') print(`! The query ${description.id} was under way: it is CANCELLED.`);
  }
  lost.push(...(kept?.end() ?? []));
  for (const line of lost) print(`! ${line}`);
  if (kept)
    print(`Kept. Go on with it: npm start -- --serve --env ${account.stack.name} --keep ${shellWord(kept.folder)}`);
  print('Stopped.');
  return lost.length > 0 ? 1 : 0;
}

export function print(text: string): void {
  process.stdout.write(`${printable(text)}\n`);
}

/** Resolves when the process is to stop; holds it until then. */
function stopped(): Promise<void> {
  const alive = setInterval(() => undefined, 1 << 30);
  return new Promise((resolve) => {
    onStopSignal(() => {
      clearInterval(alive);
      resolve();
    });
  });
}

/** Each as its subscribers get it. */
function tellMessages({ sns }: Account): void {
  sns.onPublish(({ subject, message, publishedAt, subscribers }) => {
    const texts = new Set(subscribers.length > 0 ? subscribers.map((one) => one.message ?? message) : [message]);
    for (const text of texts) {
      const getting = subscribers.filter((one) => (one.message ?? message) === text);
      const to = getting.map(({ endpoint }) => endpoint).join(', ') || 'no subscriber';
      print(`\n${moment(publishedAt)}: a message to ${to}\nSubject: ${subject ?? '(none)'}\n\n${text}\n`);
    }
  });
}

/** A caller sees its own refusals; those of roles at work behind the endpoint are seen only here. */
function tellRefusals({ accessControl, elsewhere }: Account): NodeJS.Timeout {
  let told = accessControl.refusals.length;
  let unanswered = elsewhere.refused.length;
  return setInterval(() => {
    const fresh = accessControl.refusals.slice(told);
    told = accessControl.refusals.length;
    if (fresh.length > 0) print(`! ${explainRefusals(fresh)}`);
    for (const line of elsewhere.refused.slice(unanswered)) print(`! ${line}`);
    unanswered = elsewhere.refused.length;
  }, 200);
}
