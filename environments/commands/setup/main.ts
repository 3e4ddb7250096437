import { repositoryRoot } from '../../../scripts/files/repository-root';
import { UserError } from '../../../scripts/user-error';
import { type Answers, askAnswers, missingAnswers, takeAnswers } from './answers';
import { commandWith, parseOptions, usage } from './options';
import { presentProposal, type Proposal } from './proposal';
import { type Question, questionsOf } from './questions';
import { regenerate } from './regenerate';
import { stepsLeft } from './steps-left';
import { Stopped } from './stopped';
import { Terminal } from './terminal';
import { written } from './written';

/**
 * `npm run setup`: asks for what `npm run preflight` names, writes it into the settings, makes anew what follows from them
 * and says what is left to do. Nothing is written before all of it is right. Returns the exit code.
 */
export async function main(args: readonly string[]): Promise<number> {
  const root = repositoryRoot();
  const present = presentProposal(root);
  const questions = questionsOf(present);
  const { help, yes, settingsOnly, given } = parseOptions(args, questions);
  if (help) {
    process.stdout.write(usage(questions));
    return 0;
  }
  try {
    const proposal = yes ? takeAnswers(present, questions, given) : await ask(present, questions, given, root);
    const files = await written(root, proposal);
    console.log(files.length > 0 ? `Written: ${files.join(', ')}` : 'The settings say all this already.');
  } catch (error) {
    if (error instanceof Stopped) {
      console.log(`\nNothing was written.${goOn(given)}`);
      return 130;
    }
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`Nothing was written. ${error.message}${yes ? '' : goOn(given)}`);
  }
  if (!settingsOnly && (await regenerate()) !== 0) {
    console.error('The settings are written. What follows from them is not all right, as is said above.');
    return 1;
  }
  const left = stepsLeft(root, {
    environments: present.environments.map(({ environment }) => environment),
    settingsOnly,
  });
  console.log(`\nLeft to do; docs/deploy.md says more of each:\n${left.map((step) => `  ${step}`).join('\n')}`);
  return 0;
}

async function ask(present: Proposal, questions: readonly Question[], given: Answers, root: string): Promise<Proposal> {
  if (!process.stdin.isTTY) {
    const missing = missingAnswers(present, questions, given);
    throw new UserError(`There is no terminal to ask at: give ${['--yes', ...missing].join(', ')}.`);
  }
  const terminal = new Terminal();
  try {
    terminal.say('Enter keeps what stands in brackets. Nothing is written before the last answer; Ctrl-C stops.\n');
    return await askAnswers(present, questions, given, { terminal, root });
  } finally {
    terminal.close();
  }
}

const goOn = (given: Answers): string =>
  Object.keys(given).length > 0 ? `\nTo go on from here:\n  ${commandWith(given)}` : '';
