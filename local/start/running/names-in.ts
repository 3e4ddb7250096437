import { type Account } from '../../aws/account';
import { namesOf, type StackNames } from './stack-names';

/**
 * Behind the account's own checks of the stack: those tell what is refused, and not what comes of it.
 * @throws UserError as `namesOf`, once the account is closed
 */
export async function namesIn(account: Account): Promise<StackNames> {
  try {
    return namesOf(account.stack);
  } catch (error) {
    await account.close();
    throw error;
  }
}
