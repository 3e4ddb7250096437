import { clientsOf } from '../aws/clients';
import { Console } from './server/console';
import { type Shown } from './view';
import { views } from './views/all';

/**
 * Opens the console at the account's own address.
 * @param onOpened hears that the link was taken: `link` is another one from then on
 */
export function openConsole(shown: Omit<Shown, 'clients'>, onOpened: (link: string) => void): Console {
  const opened: Console = new Console({ ...shown, clients: clientsOf(shown.account) }, views, () =>
    onOpened(opened.link),
  );
  shown.account.serveBeside(opened.take);
  return opened;
}
