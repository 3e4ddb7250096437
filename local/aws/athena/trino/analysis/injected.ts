import { injectable } from '../../../glue/partition-projection';
import { NotInLocalRun, TrinoError } from '../errors';
import { type Expression, type Name, type Relation, type Select } from '../grammar/ast';
import { columnsIn } from '../grammar/columns';
import { type Field, type Scope } from './scope';

/**
 * Athena takes the values of an injected partition key from the query, which must give it some: literals that it equals,
 * or is one of. A query within another, and whatever else might come down to that, is refused in our words.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-dynamic-id-partitioning.html
 */
export function verifyInjected({ from, where }: Select, scope: Scope, isOutermost: boolean): void {
  const keys = scope.fields.filter(({ injected }) => injected);
  if (keys.length === 0 || !from) return;
  const terms = where === undefined ? [] : where.kind === 'and' ? where.terms : [where];
  for (const key of keys) {
    const name = key.name ?? '';
    const unsure = (): NotInLocalRun =>
      new NotInLocalRun(`such conditions on the injected partition key ${name}`, where);
    const said = terms.filter((term) => mentions(term, key));
    const values = said.map((term) => valuesOf(term, key));
    const given = values.flatMap((found) => found ?? []);
    if (values.some((found) => found !== undefined)) {
      if (given.some((value) => !injectable.test(value)) || values.includes(undefined) || !isInner(from))
        throw unsure();
      continue;
    }
    const isRefused = said.length === 0 ? !inJoin(from, key) : said.length === 1 && isOther(said[0], key);
    if (!isRefused || !isOutermost) throw unsure();
    throw new TrinoError(
      'CONSTRAINT_VIOLATION',
      `For the injected projected partition column ${name}, the WHERE clause must contain only static equality conditions, and at least one such condition must be present.`,
    );
  }
}

/** What a condition says that the key is, if it says that and no more. */
function valuesOf(term: Expression, key: Field): readonly string[] | undefined {
  if (term.kind === 'compare' && term.operator === '=') {
    const other = isKey(term.left, key) ? term.right : isKey(term.right, key) ? term.left : undefined;
    return other?.kind === 'string' ? [other.value] : undefined;
  }
  if (term.kind !== 'in list' || term.not || !isKey(term.value, key)) return undefined;
  const values = term.list.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
  return values.length === term.list.length ? values : undefined;
}

/** A condition on the key itself that is none of equality. */
function isOther(term: Expression | undefined, key: Field): boolean {
  switch (term?.kind) {
    case 'compare':
      return term.operator !== '=' && (isKey(term.left, key) || isKey(term.right, key));
    case 'like':
    case 'in query':
    case 'is null':
      return isKey(term.value, key);
    default:
      return false;
  }
}

const isKey = (node: Expression, key: Field): boolean => node.kind === 'column' && names(node.parts, key);

/** By the name alone: two tables may have such a key, and then both are meant. */
const names = (parts: readonly Name[], key: Field): boolean =>
  parts[parts.length - 1]?.text.toLowerCase() === key.name &&
  (parts.length === 1 || parts[parts.length - 2]?.text.toLowerCase() === key.qualifier[key.qualifier.length - 1]);

const mentions = (node: unknown, key: Field): boolean => [...columnsIn(node)].some((parts) => names(parts, key));

const isInner = (relation: Relation): boolean =>
  relation.kind !== 'join' ||
  ((relation.type === 'CROSS' || relation.type === 'INNER') && isInner(relation.left) && isInner(relation.right));

/** Whether the joins' own conditions say anything of it. */
const inJoin = (relation: Relation, key: Field): boolean =>
  relation.kind === 'join' && (mentions(relation.on, key) || inJoin(relation.left, key) || inJoin(relation.right, key));
