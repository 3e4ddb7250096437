import { UserError } from '../../scripts/user-error';

/** @throws UserError when an option that must be given is not, or is empty */
export function required(value: string | undefined, option: string, what: string): string {
  if (value !== undefined && value !== '') return value;
  throw new UserError(`${option} is missing: give ${what}.`);
}
