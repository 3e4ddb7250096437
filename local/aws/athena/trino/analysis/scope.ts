import { type Name } from '../grammar/ast';
import { NotInLocalRun, TrinoError } from '../errors';
import { type TrinoType } from '../types/type';

/** An expression, analysed: its type, and the SQL that the engine runs for it. */
export interface Typed {
  readonly type: TrinoType;
  readonly sql: string;
  /** What it says, of a string or a whole number that stands in the query. */
  readonly constant?: string;
}

export interface Field {
  /** Without one it can't be named. */
  readonly name?: string;
  /** What may stand before the name: `["catalog", "database", "table"]` or an alias. */
  readonly qualifier: readonly string[];
  readonly type: TrinoType;
  readonly sql: string;
  /** Left out of `*`: `$path`. */
  readonly hidden?: boolean;
  /** The relation, as the query names it. */
  readonly relation?: string;
  /** Why its values are not those that Athena would read. */
  readonly refused?: string;
  /** A partition key that has the values the query gives it, and must be given some. */
  readonly injected?: boolean;
  /** Not to be used where rows are grouped by other things. */
  readonly ungrouped?: boolean;
}

/** A column that neither is grouped by nor stands in an aggregate; the whole expression that uses it is told. */
export class Ungrouped extends Error {}

/** What names mean at a place of a query. */
export class Scope {
  constructor(
    readonly fields: readonly Field[],
    readonly parent?: Scope,
  ) {}

  /** The field that a name means, and what of the name goes into its value. */
  resolve(parts: readonly Name[]): { readonly field: Field; readonly rest: readonly Name[] } {
    const found = this.#find(parts);
    if (found) return found;
    const name = parts.map(({ text }) => text).join('.');
    if (parts[parts.length - 1]?.text.startsWith('$')) throw new NotInLocalRun(`the column ${name}`, parts[0]);
    throw new TrinoError(
      'COLUMN_NOT_FOUND',
      `Column '${name}' cannot be resolved or requester is not authorized to access requested resources`,
      parts[0],
    );
  }

  /** Here, or else in the query around. */
  #find(parts: readonly Name[]): { readonly field: Field; readonly rest: readonly Name[] } | undefined {
    const texts = parts.map(({ text }) => text.toLowerCase());
    for (let length = parts.length; length > 0; length--) {
      const found = this.fields.filter((field) => names(field, texts.slice(0, length)));
      if (found.length > 1) {
        throw new TrinoError('AMBIGUOUS_NAME', `Column '${texts.slice(0, length).join('.')}' is ambiguous`, parts[0]);
      }
      const [field] = found;
      if (field?.ungrouped) throw new Ungrouped();
      if (field?.refused !== undefined) throw new NotInLocalRun(field.refused, parts[0]);
      if (field) return { field, rest: parts.slice(length) };
    }
    return this.parent ? this.parent.#find(parts) : undefined;
  }
}

function names({ name, qualifier }: Field, parts: readonly string[]): boolean {
  if (name === undefined || parts[parts.length - 1] !== name.toLowerCase()) return false;
  const before = parts.slice(0, -1);
  return isQualifier(qualifier, before);
}

/** Whether what stands before a name, from its end, is the field's qualifier. */
export function isQualifier(qualifier: readonly string[], before: readonly string[]): boolean {
  if (before.length > qualifier.length) return false;
  const end = qualifier.slice(qualifier.length - before.length);
  return before.every((part, index) => part === end[index]?.toLowerCase());
}
