import { UserError } from '../../scripts/user-error';
import { required } from './required';

/** @throws UserError for what is no number of a pull request */
export function numberOption(option: string, value: string | undefined, what: string): number {
  const number = required(value, option, what);
  if (/^[1-9]\d{0,9}$/.test(number)) return Number(number);
  throw new UserError(`${option} ${number}: not the number of a pull request.`);
}
