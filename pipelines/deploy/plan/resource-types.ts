import { typeOf } from '../../../catalog/all';
import { type Bill } from '../../../catalog/prices';

/** Undefined for a type that nobody has said anything about: whoever asks must then think the worst. */
export const resourceType = (type: string): Bill | undefined => typeOf(type)?.bill;
