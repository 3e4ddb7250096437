import { type Access } from '../../../policies/iam/access';
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
