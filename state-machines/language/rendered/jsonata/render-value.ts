import { assumed, isAssumed } from '../../written/intrinsic';
import { only } from '../render-template';

export const onlyValue = <Field extends string>(field: Field, value: unknown) =>
  only(field, value === undefined ? undefined : renderValue(value));

/** As it is written: an expression stands in the value itself. */
export function renderValue(value: unknown): unknown {
  if (isAssumed(value)) return value[assumed];
  if (Array.isArray(value)) return value.map(renderValue);
  if (typeof value !== 'object' || value === null) return value;
  return renderFields(value);
}

export const renderFields = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([field, part]) => [field, renderValue(part)]));
