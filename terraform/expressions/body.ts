import { type Json } from '../stack';

/** A JSON object. */
export type Body = { readonly [key: string]: Json };

export const asBody = (value: Json | undefined): Body | undefined =>
  value !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value) ? value : undefined;

/** The objects of a list; what is no object is left out. */
export const bodies = (value: Json | undefined): Body[] =>
  Array.isArray(value) ? value.map(asBody).filter((body) => body !== undefined) : [];
