import { UserError } from '../user-error';

/** An option's whole number. @throws UserError for less than `least`, with an example of what would be right */
export function wholeNumber(option: string, text: string, { least = 1, example = 10000 } = {}): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= least && text.trim() !== '') return number;
  throw new UserError(`--${option} ${text}: give a whole number, such as ${example}.`);
}
