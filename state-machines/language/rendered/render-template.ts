import { assumed, isAssumed, type Call, intrinsic, isCall } from '../written/intrinsic';
import type { Path, Template, TemplateFields } from '../written/template';

/** `${NAME}` stands for what a deployment fills in: a text. */
export const isPath = (value: unknown): value is string => typeof value === 'string' && /^\$(?!\{)/.test(value);

/** ASL marks a field whose value is a path or a function with `.$` at the end of its name. */
export const renderTemplate = (fields: TemplateFields): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([field, value]) =>
      isPath(value) || isCall(value) || isAssumed(value)
        ? [`${field}.$`, renderExpression(value)]
        : [field, renderValue(value)],
    ),
  );

const renderValue = (value: Template): unknown => {
  if (Array.isArray(value)) return value.map(renderValue);
  return typeof value === 'object' && value !== null ? renderTemplate(value as TemplateFields) : value;
};

/** A path or a call, as the text that ASL reads. */
export function renderExpression(value: Path | Call): string {
  if (typeof value === 'string') return value;
  if (isAssumed(value)) return renderExpression(value[assumed]);
  return `${value[intrinsic]}(${value.args.map(renderArgument).join(', ')})`;
}

function renderArgument(value: unknown, index: number, args: readonly unknown[]): string {
  if (isPath(value) || isCall(value) || isAssumed(value)) return renderExpression(value);
  return typeof value === 'string' ? quoted(value, index === 0 && args.length > 1) : String(value);
}

/**
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html: an apostrophe and a brace are
 * escaped; in the template of a States.Format with values, `{}` is a place for one.
 */
const quoted = (text: string, isTemplate: boolean): string =>
  `'${text.replace(isTemplate ? /\{\}|['{}]/g : /['{}]/g, (found) => (found === '{}' ? found : `\\${found}`))}'`;

/** The field, unless it was left out: null is a value of its own in ASL. */
export const only = <Field extends string, Value>(field: Field, value: Value | undefined) =>
  (value === undefined ? {} : { [field]: value }) as { readonly [F in Field]?: Value };

/** A path's field, unless it was left out. */
export const onlyPath = <Field extends string>(field: Field, value: Path | null | undefined) =>
  only(field, value === undefined || value === null ? value : renderExpression(value));

export const onlyTemplate = <Field extends string>(field: Field, value: TemplateFields | undefined) =>
  only(field, value && renderTemplate(value));
