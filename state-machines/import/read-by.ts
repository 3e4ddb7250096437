import type { QueryLanguage } from '../language/written/jsonata';
import { isExpression } from '../../scripts/text/jsonata-expression';
import type { Fields } from '../../scripts/text/is-fields';

/** What a field says: a text or another value as it stands, or one that is known when the machine runs. */
export type Said =
  | { readonly as: 'written'; readonly value: unknown }
  | { readonly as: 'read' }
  | { readonly as: 'left out' };

/** Of a template's field, in the language that it is written in. */
export function said(template: Fields, field: string, language: QueryLanguage): Said {
  if (language === 'JSONPath' && template[`${field}.$`] !== undefined) return { as: 'read' };
  const value = template[field];
  if (value === undefined) return { as: 'left out' };
  return language === 'JSONata' && isExpression(value) ? { as: 'read' } : { as: 'written', value };
}

/** Whether anything in a template is known when the machine runs. */
export function reads(value: unknown, language: QueryLanguage): boolean {
  if (language === 'JSONata' && isExpression(value)) return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).some(
      ([field, part]) => (language === 'JSONPath' && field.endsWith('.$')) || reads(part, language),
    )
  );
}
