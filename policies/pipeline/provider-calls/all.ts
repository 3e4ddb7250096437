import { partsOf } from '../../../catalog/all';
import { type ProviderCalls } from '../../../catalog/calls';

/** By resource type. */
export type ProviderTable = Readonly<Record<string, ProviderCalls>>;

/** Every resource type whose calls we know. */
export const providerCalls: ProviderTable = partsOf('calls');
