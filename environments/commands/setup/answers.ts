import pc from 'picocolors';
import { UserError } from '../../../scripts/user-error';
import type { Proposal } from './proposal';
import type { Question } from './questions';

/** By flag: what was given on the command line, or has been typed. */
export type Answers = Record<string, string>;

/** The options that must be given, as what stands in the settings will not do. */
export function missingAnswers(present: Proposal, questions: readonly Question[], given: Answers): string[] {
  const proposal = withAnswers(present, questions, given);
  return questions
    .filter(({ flag, faults }) => given[flag] === undefined && faults(proposal).length > 0)
    .map(({ flag }) => `--${flag}`);
}

/**
 * Takes answers from options, and from the settings as they are.
 * @throws UserError naming what is missing, in one line, and what is wrong with what was given
 */
export function takeAnswers(present: Proposal, questions: readonly Question[], given: Answers): Proposal {
  const proposal = withAnswers(present, questions, given);
  const missing = missingAnswers(present, questions, given);
  const faults = questions
    .filter(({ flag }) => given[flag] !== undefined)
    .flatMap(({ flag, faults: faultsIn }) => faultsIn(proposal).map((fault) => `  --${flag}: ${fault}`));
  const lines = [
    ...(missing.length > 0 ? [`Give ${missing.join(', ')} too.`] : []),
    ...(faults.length > 0 ? ['These are not right:', ...faults] : []),
  ];
  if (lines.length > 0) throw new UserError(lines.join('\n'));
  return proposal;
}

const withAnswers = (present: Proposal, questions: readonly Question[], given: Answers): Proposal =>
  questions.reduce((proposal, { flag, put }) => {
    const answer = given[flag];
    return answer === undefined ? proposal : put(proposal, answer);
  }, present);

export interface Asks {
  question(text: string): Promise<string>;
  say(line: string): void;
}

/**
 * Asks one after the other, shows what stands there now as what Enter keeps, and asks again for what is not right. What is
 * in `given` is not asked; what is typed is added to it, so that it can be told if the rest never comes.
 */
export async function askAnswers(
  present: Proposal,
  questions: readonly Question[],
  given: Answers,
  { terminal, root }: { readonly terminal: Asks; readonly root: string },
): Promise<Proposal> {
  let proposal = present;
  for (const question of questions) {
    const { flag, asks, hint, put, faults } = question;
    const kept = keptAnswer(question, proposal, root);
    for (;;) {
      const answer = given[flag] ?? (await asked(terminal, { asks, hint: hint(proposal), kept })) ?? kept;
      if (answer === undefined) continue;
      const next = put(proposal, answer);
      const wrong = faults(next);
      if (wrong.length === 0) {
        proposal = next;
        given[flag] = answer;
        break;
      }
      delete given[flag];
      for (const fault of wrong) terminal.say(pc.yellow(`  ${fault}`));
    }
  }
  return proposal;
}

/** What Enter alone means: what stands there, if it will do; else what is likely. */
function keptAnswer({ read, put, faults, suggest }: Question, proposal: Proposal, root: string): string | undefined {
  if (faults(proposal).length === 0) return read(proposal);
  const likely = suggest?.(root);
  return likely !== undefined && faults(put(proposal, likely)).length === 0 ? likely : undefined;
}

/** What was typed; nothing for Enter alone. */
async function asked(
  terminal: Asks,
  { asks, hint, kept }: { readonly asks: string; readonly hint: string; readonly kept: string | undefined },
): Promise<string | undefined> {
  const typed = await terminal.question(kept === undefined ? `${asks} (${hint}): ` : `${asks} [${kept}]: `);
  return typed.trim() === '' ? undefined : typed.trim();
}
