import { referencesIn } from './expression';
import { type Json, type Reference } from '../stack';
import { parseTemplate } from './template';

/** Not arguments: cdktf's own, and Terraform's, of which `depends_on` orders and says nothing of what flows. */
const META = new Set(['//', 'depends_on', 'lifecycle']);

/**
 * Every reference in a block's body, each once for each place.
 * @throws TemplateError for a template that Terraform would refuse
 */
export function referencesOf(body: Json, path: readonly string[] = []): Reference[] {
  if (typeof body === 'string') {
    if (!body.includes('${')) return [];
    const addresses = parseTemplate(body).flatMap((part) =>
      'expression' in part ? referencesIn(part.expression) : [],
    );
    return [...new Set(addresses)].map((address) => ({ path: path.join('.'), address }));
  }
  if (Array.isArray(body)) return body.flatMap((item) => referencesOf(item, path));
  if (body === null || typeof body !== 'object') return [];
  return Object.entries(body).flatMap(([key, value]) =>
    // Most values are neither: no path is made for them.
    (path.length === 0 && META.has(key)) || (typeof value === 'string' ? !value.includes('${') : !isCompound(value))
      ? []
      : referencesOf(value, [...path, key]),
  );
}

const isCompound = (value: Json): boolean => typeof value === 'object' && value !== null;
