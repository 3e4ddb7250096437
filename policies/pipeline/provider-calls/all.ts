import { type ProviderTable } from './calls';
import { compute } from './compute';
import { data } from './data';
import { identity } from './identity';
import { messaging } from './messaging';
import { operations } from './operations';
import { storage } from './storage';

/** Every resource type whose calls we know. */
export const providerCalls: ProviderTable = {
  ...storage,
  ...data,
  ...compute,
  ...messaging,
  ...operations,
  ...identity,
};
