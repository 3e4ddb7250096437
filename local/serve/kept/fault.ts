import { UserError } from '../../../scripts/user-error';

/** What keeps a folder from being gone on with: which file, what of it is wrong, and what to do. */
export const fault = (where: string, what: string, todo = 'give --keep another folder, or correct it'): UserError =>
  new UserError(`--keep: ${where}: ${what}. Nothing was changed: ${todo}.`);
