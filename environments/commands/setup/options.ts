import { readOptions } from '../../../scripts/text/read-options';
import { shellWord } from '../../../scripts/text/shell-word';
import type { Answers } from './answers';
import type { Question } from './questions';

export const COMMAND = 'npm run setup';

export interface Options {
  readonly help: boolean;
  /** Nothing is asked: what is not given stays as it is. */
  readonly yes: boolean;
  /** What follows from the settings is left to `npm run regenerate`. */
  readonly settingsOnly: boolean;
  readonly given: Answers;
}

/** @throws UserError naming option, value and remedy */
export function parseOptions(args: readonly string[], questions: readonly Question[]): Options {
  const answers = Object.fromEntries(questions.map(({ flag }) => [flag, { type: 'string' as const }]));
  const flags = {
    yes: { type: 'boolean' as const },
    'settings-only': { type: 'boolean' as const },
    help: { type: 'boolean' as const, short: 'h' },
  };
  const values: Readonly<Record<string, string | boolean | undefined>> = readOptions(
    args,
    { ...answers, ...flags },
    COMMAND,
  );
  const given = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return {
    help: values['help'] === true,
    yes: values['yes'] === true,
    settingsOnly: values['settings-only'] === true,
    given: Object.fromEntries(given),
  };
}

export const usage = (questions: readonly Question[]): string => {
  const rows = [
    ...questions.map(({ flag, asks }) => [`--${flag} …`, asks]),
    ['--yes', 'ask nothing: what is not given stays as it is'],
    ['--settings-only', 'write the settings, and make nothing anew that follows from them'],
    ['--help', 'this text'],
  ];
  const width = Math.max(...rows.map(([option = '']) => option.length));
  return `Usage: ${COMMAND} [-- options]

Asks for what a first deployment needs to know, and writes it into the settings. What an option answers is not asked.

${rows.map(([option = '', about = '']) => `  ${option.padEnd(width)}  ${about}`).join('\n')}
`;
};

/** The command that goes on from these answers. */
export const commandWith = (given: Answers): string =>
  [COMMAND, '--', ...Object.entries(given).map(([flag, answer]) => `--${flag} ${shellWord(answer)}`)].join(' ');
