import { UserError } from '../../scripts/user-error';

/** An option's whole number. @throws UserError */
export function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1 && text.trim() !== '') return number;
  throw new UserError(`--${option} ${text}: give a whole number, such as 10000.`);
}
