import { type Access } from '../../../policies/iam/access';
import { type Block, type Stack } from '../../../terraform/stack';
import { Elsewhere } from '../elsewhere/elsewhere';
import { type WireService } from '../endpoint/protocols';
import { AccessControl } from './access-control';

/** Of an account that has no policy: its root may do everything, nobody else anything. */
export const withoutPolicies = ({ accountId, region }: Pick<Access, 'accountId' | 'region'>): AccessControl =>
  new AccessControl({
    accountId,
    region,
    roles: new Map(),
    rolesBeside: new Map(),
    managedPolicies: new Map(),
    boundaries: new Set(),
    identityProviders: [],
    resourcePolicies: new Map(),
  });

/** Nobody answers for a service that is not served. */
export const nowhere = (service: string): WireService => {
  const place = { accountId: '000000000000', region: 'eu-west-1' };
  return new Elsewhere({ access: withoutPolicies(place), place }).wireOf(service);
};

export const blockOf = (type: string, values: Block['values'], name = 'x'): Block => ({
  kind: 'resource',
  type,
  name,
  address: `${type}.${name}`,
  values,
  source: { file: 'constructs/x.ts', line: 7 },
});

export const stackOf = (...blocks: readonly Block[]): Stack => ({
  name: 's',
  folder: '',
  accountId: '000000000000',
  region: 'eu-west-1',
  blocks,
  outputs: {},
});
