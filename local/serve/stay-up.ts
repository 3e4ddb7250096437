import { type Account } from '../aws/account';
import { openConsole } from '../console/open-console';
import { explainRefusals } from '../start/telling/refusals';
import { type Ledger } from '../start/running/ledger';
import { type StackNames } from '../start/running/stack-names';
import { onStopSignal } from '../start/running/stop-signals';
import { printable } from '../../scripts/text/printable';
import { moment } from '../../scripts/text/words';
import { instructions } from './instructions';

/** An account that stands, and what is known of it. */
export interface Standing {
  readonly account: Account;
  readonly names: StackNames;
  /** Fed by all that happens in the account. */
  readonly ledger: Ledger;
  /** Of the run: the account's objects lie in it. */
  readonly folder: string;
}

/**
 * Keeps an account up until Ctrl-C, SIGTERM or SIGHUP, tells how to reach it and what happens in it, and ends it.
 * @returns 1 when something was accepted that could not be delivered, else 0
 */
export async function stayUp({ account, names, ledger, folder }: Standing): Promise<number> {
  const untilStopped = stopped();
  tellMessages(account);
  const watched = openConsole({ account, names, ledger }, (link) => print(`The console, in another browser: ${link}`));
  print(instructions(account, names, folder));
  print(`\nThe console, in a browser: ${watched.link}`);
  const refusals = tellRefusals(account);
  await untilStopped;
  clearInterval(refusals);
  watched.close();
  return endAccount(account);
}

/** As whoever stops it expects: what was accepted is delivered. @returns 1 when that failed */
async function endAccount(account: Account): Promise<number> {
  const lost = await account.end();
  for (const error of lost) print(`! Not delivered: ${messageOf(error)}`);
  print('Stopped.');
  return lost.length > 0 ? 1 : 0;
}

export function print(text: string): void {
  process.stdout.write(`${printable(text)}\n`);
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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
