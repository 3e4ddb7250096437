import { html } from '../../../lambdas/shared/html';
import { permissionsUsed } from '../../start/telling/permissions-used';
import { region, section, table } from '../page/parts';
import { type View } from '../view';

/** Role by role: what it may do, what it did, and what was refused, which stands on top. */
export const permissions: View = {
  name: 'permissions',
  title: 'Permissions',
  version: ({ account, ledger }) => `${account.accessControl.refusals.length} ${ledger.byRole().length}`,
  render({ account, ledger }, { path }) {
    if (path.length > 0) return undefined;
    const rows = permissionsUsed(account.access, ledger).map(({ role, used, unused }) => [
      role,
      used.join(' '),
      unused.join(' '),
    ]);
    const columns = [{ title: 'Role' }, { title: 'Used' }, { title: 'Allowed and not used' }];
    return html`${region('roles', ['permissions'], section('Roles', table('Each role of the stack', columns, rows)))}`;
  },
};
