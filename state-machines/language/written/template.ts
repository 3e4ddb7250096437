import type { Assumed, Call } from './intrinsic';

/** No null in a list: asl-validator refuses it there, and takes it everywhere else. */
export type Template = ListedTemplate | null;
type ListedTemplate = string | number | boolean | readonly ListedTemplate[] | TemplateFields | Call | Assumed;
export interface TemplateFields {
  readonly [field: string]: Template;
}

/** A JSON value, written as it is. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [field: string]: Json };

export type Path = string | Assumed;
