import { SDK_SERVICES } from '../../language/services/sdk/sdk-services';
import { type Fields } from '../../../scripts/text/is-fields';
import type { Found } from '../found';
import { namesOwnErrors } from './own-errors';
import type { WrittenTask } from './written-task';

/** Which clients' types are here. */
export type Installed = (client: string) => boolean;

/** An action by its client's types, where these are here and no clause names an error otherwise than they do. */
export function writeOfSdk(
  action: string,
  parameters: Fields | undefined,
  clauses: readonly unknown[],
  found: Found,
  installed: Installed,
): WrittenTask | undefined {
  const [, service = '', name = ''] = /^aws-sdk:([a-z0-9]+):([A-Za-z0-9]+)$/.exec(action) ?? [];
  if (!Object.hasOwn(SDK_SERVICES, service)) return undefined;
  const { client } = SDK_SERVICES[service as keyof typeof SDK_SERVICES];
  if (!installed(client)) {
    found.notes.add(
      `${action}: its types are not here: npm install --save-dev --save-exact ${client}, and import again`,
    );
    return undefined;
  }
  if (!namesOwnErrors(clauses, service, '\\w+Exception')) return undefined;
  found.notes.add(`${action}: its right is on every resource ('*'); name the one that it is on`);
  return {
    source: `sdkTask(${JSON.stringify(service)}, ${JSON.stringify(name)}, { on: '*' })`,
    parameters,
    typeAt: () => 'string',
    imports: [['sdkTask', 'services/sdk/sdk-task']],
    ofClient: name,
  };
}
