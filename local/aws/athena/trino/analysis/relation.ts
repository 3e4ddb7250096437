import { type Expression, type Name, type Query, type Relation } from '../grammar/ast';
import { mismatch, NotInLocalRun, TrinoError } from '../errors';
import { commonType } from '../types/common';
import { bigint, sameType, typeText } from '../types/type';
import { type AnalysedQuery, type Context } from './context';
import { compare } from './comparison';
import { verifyScalar } from './scalar';
import { type Field, Scope, type Typed } from './scope';
import { tableFields, type Tables, viewOf } from './tables';

/** A common table: what `WITH` calls it in the engine, and its columns. */
export interface Common {
  readonly alias: string;
  readonly columns: AnalysedQuery['columns'];
}

/** What FROM needs of the query around it. */
export interface RelationReader {
  readonly tables: Tables;
  readonly sql: string;
  common(name: string): Common | undefined;
  alias(): string;
  query(query: Query, outer: Scope | undefined): AnalysedQuery;
  expression(expression: Expression, context: Context): Typed;
}

interface AnalysedRelation {
  readonly sql: string;
  readonly fields: readonly Field[];
}

/** The columns of a query that stands under an alias. */
export const columnsOf = (columns: AnalysedQuery['columns'], alias: string): Field[] =>
  columns.map(({ name, type }, index) => ({
    ...(name === undefined ? {} : { name }),
    qualifier: [],
    type,
    sql: `${alias}.c${index}`,
  }));

/** `left` are the fields of what stands before, which LATERAL and UNNEST see. */
export function analyseRelation(
  relation: Relation,
  reader: RelationReader,
  outer: Scope | undefined,
  left: readonly Field[] = [],
): AnalysedRelation {
  switch (relation.kind) {
    case 'table': {
      const alias = reader.alias();
      const [name, ...more] = relation.parts;
      const common = name && more.length === 0 ? reader.common(name.text.toLowerCase()) : undefined;
      if (common && name) {
        const fields = columnsOf(common.columns, alias).map((field) => ({
          ...field,
          qualifier: [name.text.toLowerCase()],
          relation: name.text.toLowerCase(),
        }));
        return { sql: `${common.alias} AS ${alias}`, fields };
      }
      const table = reader.tables.find(relation.parts, relation);
      const said = relation.parts.map(({ text }) => text.toLowerCase()).join('.');
      return {
        sql: `${viewOf(table)} AS ${alias}`,
        fields: tableFields(table, alias).map((field) => ({ ...field, relation: said })),
      };
    }
    case 'query': {
      const alias = reader.alias();
      const { sql, columns } = reader.query(relation.query, outer);
      return { sql: `(${sql}) AS ${alias}`, fields: columnsOf(columns, alias) };
    }
    case 'lateral': {
      const alias = reader.alias();
      const { sql, columns } = reader.query(relation.query, new Scope(left, outer));
      return { sql: `LATERAL (${sql}) AS ${alias}`, fields: columnsOf(columns, alias) };
    }
    case 'alias': {
      const inner = analyseRelation(relation.relation, reader, outer, left);
      const said = relation.alias.text.toLowerCase();
      const qualifier = [said];
      const visible = inner.fields.filter(({ hidden }) => !hidden);
      const { columns } = relation;
      if (columns && columns.length !== visible.length) {
        throw new TrinoError(
          'MISMATCHED_COLUMN_ALIASES',
          `Column alias list has ${columns.length} entries but '${relation.alias.text}' has ${visible.length} columns available`,
          relation,
        );
      }
      if (!columns) return { ...inner, fields: inner.fields.map((field) => ({ ...field, qualifier, relation: said })) };
      const fields = visible.map((field, index) => ({
        ...field,
        qualifier,
        relation: said,
        name: (columns[index]?.text ?? '').toLowerCase(),
      }));
      return { ...inner, fields };
    }
    case 'unnest':
      return unnest(relation, reader, new Scope(left, outer));
    case 'join':
      return join(relation, reader, outer, left);
  }
}

function unnest(
  relation: Extract<Relation, { kind: 'unnest' }>,
  reader: RelationReader,
  scope: Scope,
): AnalysedRelation {
  const alias = reader.alias();
  const context: Context = { scope, clause: 'UNNEST' };
  const lists: { readonly type: Typed['type']; readonly sql: string }[] = [];
  for (const node of relation.values) {
    verifyScalar(node, 'UNNEST', reader.sql);
    const value = reader.expression(node, context);
    if (value.type.kind === 'array' && value.type.element.kind !== 'row')
      lists.push({ type: value.type.element, sql: value.sql });
    else if (value.type.kind === 'map') {
      lists.push(
        { type: value.type.key, sql: `map_keys(${value.sql})` },
        { type: value.type.value, sql: `map_values(${value.sql})` },
      );
    } else if (value.type.kind === 'array') throw new NotInLocalRun('UNNEST of an array of rows', node);
    else throw new TrinoError('INVALID_FUNCTION_ARGUMENT', `Cannot unnest type: ${typeText(value.type)}`);
  }
  if (relation.ordinality) {
    const longest = `greatest(${lists.map(({ sql }) => `coalesce(len(${sql}), 0)`).join(', ')})`;
    lists.push({ type: bigint, sql: `range(1, ${longest} + 1)` });
  }
  const columns = lists.map(({ sql }, index) => `unnest(${sql}) AS c${index}`).join(', ');
  const fields = lists.map(({ type }, index) => ({ qualifier: [], type, sql: `${alias}.c${index}` }));
  return { sql: `LATERAL (SELECT ${columns}) AS ${alias}`, fields };
}

function join(
  relation: Extract<Relation, { kind: 'join' }>,
  reader: RelationReader,
  outer: Scope | undefined,
  before: readonly Field[],
): AnalysedRelation {
  const left = analyseRelation(relation.left, reader, outer, before);
  const right = analyseRelation(relation.right, reader, outer, [...before, ...left.fields]);
  if (relation.type === 'CROSS') {
    return { sql: `${left.sql} CROSS JOIN ${right.sql}`, fields: [...left.fields, ...right.fields] };
  }
  if (relation.using) return using(relation, left, right);
  const context: Context = { scope: new Scope([...left.fields, ...right.fields], outer), clause: 'JOIN clause' };
  const lateral = right.sql.startsWith('LATERAL');
  if (lateral && !(relation.on?.kind === 'boolean' && relation.on.value))
    throw new NotInLocalRun('a lateral join on a condition', relation);
  if (lateral && (relation.type === 'RIGHT' || relation.type === 'FULL'))
    throw new NotInLocalRun(`a ${relation.type} lateral join`, relation);
  if (relation.on) verifyScalar(relation.on, 'JOIN clause', reader.sql);
  const on = relation.on ? reader.expression(relation.on, context) : undefined;
  if (!on || on.type.kind !== 'boolean')
    throw mismatch(
      `JOIN ON clause must evaluate to a boolean: actual type ${on ? typeText(on.type) : ''}`,
      relation.on ?? relation,
    );
  return {
    sql: `${left.sql} ${relation.type} JOIN ${nested(relation.right, right.sql)} ON ${on.sql}`,
    fields: [...left.fields, ...right.fields],
  };
}

/** A join on the right side stands in parentheses of its own. */
const nested = (relation: Relation, sql: string): string => (relation.kind === 'join' ? `(${sql})` : sql);

/** The columns that both sides share come first, once; the others follow. */
function using(
  relation: Extract<Relation, { kind: 'join' }>,
  left: AnalysedRelation,
  right: AnalysedRelation,
): AnalysedRelation {
  const shared: Field[] = [];
  const used = new Set<Field>();
  const seen = new Set<string>();
  const tests = (relation.using ?? []).map((name) => {
    if (seen.has(name.text.toLowerCase())) {
      throw new TrinoError(
        'DUPLICATE_COLUMN_NAME',
        `Column '${name.text}' appears multiple times in USING clause`,
        name,
      );
    }
    seen.add(name.text.toLowerCase());
    const a = sideOf(left, name, 'left');
    const b = sideOf(right, name, 'right');
    const type = commonType(a.type, b.type);
    if (a.injected || b.injected) throw new NotInLocalRun(`USING of the injected partition key ${name.text}`, name);
    const test = compare('=', a, b, name);
    if (!type || (!sameType(a.type, b.type) && type.kind !== 'varchar'))
      throw new NotInLocalRun('USING of columns of several types', name);
    used.add(a).add(b);
    shared.push({ name: name.text.toLowerCase(), qualifier: [], type, sql: `coalesce(${a.sql}, ${b.sql})` });
    return test.sql;
  });
  const others = [...left.fields, ...right.fields].filter((field) => !used.has(field));
  return {
    sql: `${left.sql} ${relation.type} JOIN ${nested(relation.right, right.sql)} ON ${tests.join(' AND ')}`,
    fields: [...shared, ...others],
  };
}

function sideOf({ fields }: AnalysedRelation, name: Name, side: string): Field {
  if (!fields.some((field) => field.name?.toLowerCase() === name.text.toLowerCase())) {
    throw new TrinoError('COLUMN_NOT_FOUND', `Column '${name.text}' is missing from ${side} side of join`, name);
  }
  return new Scope(fields).resolve([name]).field;
}
