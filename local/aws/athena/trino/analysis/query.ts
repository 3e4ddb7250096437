import {
  type Expression,
  type Query,
  type QueryBody,
  type Select,
  type SortItem,
  type WindowSpecification,
} from '../grammar/ast';
import { type Position } from '../grammar/token';
import { mismatch, NotInLocalRun, TrinoError } from '../errors';
import { castSql } from '../types/cast';
import { commonType } from '../types/common';
import { rowText, typeText } from '../types/type';
import { resolveWindow, sortSql, windowSql } from '../functions/windows';
import { Aggregation } from './aggregation';
import { type AnalysedQuery, type Analysis, type Context } from './context';
import { analyseExpression } from './expression';
import { verifyInjected } from './injected';
import { analyseRelation, columnsOf, type Common, type RelationReader } from './relation';
import { callsIn, verifyScalar } from './scalar';
import { isQualifier, Scope, type Typed, Ungrouped } from './scope';
import { type Tables } from './tables';

/** Reads queries: what each column is, and the engine's SQL. One for each statement. */
export class QueryAnalysis implements Analysis, RelationReader {
  #aliases = 0;
  /** Of queries within queries. */
  #depth = 0;
  #common: ReadonlyMap<string, Common> = new Map();

  constructor(
    readonly sql: string,
    readonly tables: Tables,
    readonly now: Date,
  ) {}

  alias(): string {
    return `r${++this.#aliases}`;
  }

  common(name: string): Common | undefined {
    return this.#common.get(name);
  }

  expression(expression: Expression, context: Context): Typed {
    return analyseExpression(expression, context, this);
  }

  query(query: Query, outer: Scope | undefined): AnalysedQuery {
    const before = this.#common;
    this.#depth += 1;
    const tables: string[] = [];
    for (const { name, columns, query: inner } of query.with) {
      const alias = this.alias();
      const found = this.query(inner, outer);
      if (columns && columns.length !== found.columns.length) {
        throw new TrinoError(
          'MISMATCHED_COLUMN_ALIASES',
          `Column alias list has ${columns.length} entries but relation has ${found.columns.length} columns`,
          columns[0] ?? name,
        );
      }
      const named = columns
        ? found.columns.map(({ type }, index) => ({ type, name: (columns[index]?.text ?? '').toLowerCase() }))
        : found.columns;
      this.#common = new Map(this.#common).set(name.text.toLowerCase(), { alias, columns: named });
      tables.push(`${alias} AS (${found.sql})`);
    }
    try {
      const { sql, columns } = this.#body(query, outer);
      return { columns, sql: tables.length === 0 ? sql : `WITH ${tables.join(', ')} ${sql}` };
    } finally {
      this.#common = before;
      this.#depth -= 1;
    }
  }

  /** A query without its WITH. */
  #body(query: Query, outer: Scope | undefined): AnalysedQuery {
    const { body, order, limit, offset } = query;
    const end = `${limit === undefined ? '' : ` LIMIT ${limit}`}${offset === undefined ? '' : ` OFFSET ${offset}`}`;
    if (body.kind === 'select') return this.#select(body, order, end, outer);
    const inner = this.#part(body, outer);
    if (order.length === 0 && end === '') return inner;
    const alias = this.alias();
    const fields = columnsOf(inner.columns, alias);
    const context: Context = { scope: new Scope(fields, outer), clause: 'ORDER BY clause' };
    const keys = order.map((item) => {
      const position = this.#position(item, inner.columns.length);
      return sortSql(position === undefined ? this.expression(item.value, context) : (fields[position] as Typed), item);
    });
    const by = keys.length === 0 ? '' : ` ORDER BY ${keys.join(', ')}`;
    return { columns: inner.columns, sql: `SELECT * FROM (${inner.sql}) AS ${alias}${by}${end}` };
  }

  #part(body: QueryBody, outer: Scope | undefined): AnalysedQuery {
    switch (body.kind) {
      case 'select':
        return this.#select(body, [], '', outer);
      case 'nested':
        return this.query(body.query, outer);
      case 'values':
        return this.#values(body.rows, body, outer);
      case 'set':
        return this.#set(body, outer);
    }
  }

  #values(nodes: readonly Expression[], at: Position, outer: Scope | undefined): AnalysedQuery {
    const context: Context = { scope: new Scope([], outer), clause: 'VALUES' };
    const rows = nodes.map((node) =>
      (node.kind === 'row' ? node.items : [node]).map((item) => this.expression(item, context)),
    );
    const [first = []] = rows;
    const types = first.map((one) => one.type);
    for (const row of rows) {
      if (row.length !== first.length)
        throw mismatch(`Values rows have mismatched sizes: ${first.length} vs ${row.length}`, at);
      row.forEach(({ type }, index) => {
        const common = commonType(types[index] ?? type, type);
        if (!common) throw mismatch(`Values rows have mismatched types: ${rowText(first)} vs ${rowText(row)}`, at);
        types[index] = common;
      });
    }
    const alias = this.alias();
    const values = rows.map(
      (row) => `(${row.map(({ sql, type }, index) => castSql(sql, type, types[index] ?? type)).join(', ')})`,
    );
    const columns = types.map((_, index) => `c${index}`).join(', ');
    return {
      columns: types.map((type) => ({ type })),
      sql: `SELECT ${columns} FROM (VALUES ${values.join(', ')}) AS ${alias}(${columns})`,
    };
  }

  #set(body: Extract<QueryBody, { kind: 'set' }>, outer: Scope | undefined): AnalysedQuery {
    const [left, right] = [this.#part(body.left, outer), this.#part(body.right, outer)];
    if (left.columns.length !== right.columns.length) {
      throw mismatch(
        `${body.operator} query has different number of fields: ${left.columns.length}, ${right.columns.length}`,
        body,
      );
    }
    const columns = left.columns.map(({ name, type }, index) => {
      const other = right.columns[index]?.type ?? type;
      const common = commonType(type, other);
      if (!common) {
        throw mismatch(
          `column ${index + 1} in ${body.operator} query has incompatible types: ${typeText(type)}, ${typeText(other)}`,
          body,
        );
      }
      return { ...(name === undefined ? {} : { name }), type: common };
    });
    const cast = (side: AnalysedQuery): string => {
      const alias = this.alias();
      const list = columns.map(
        ({ type }, index) => `${castSql(`${alias}.c${index}`, side.columns[index]?.type ?? type, type)} AS c${index}`,
      );
      return `SELECT ${list.join(', ')} FROM (${side.sql}) AS ${alias}`;
    };
    return { columns, sql: `(${cast(left)}) ${body.operator}${body.all ? ' ALL' : ''} (${cast(right)})` };
  }

  #select(select: Select, order: readonly SortItem[], end: string, outer: Scope | undefined): AnalysedQuery {
    const from = select.from ? analyseRelation(select.from, this, outer) : { sql: '', fields: [] };
    const scope = new Scope(from.fields, outer);
    const windows = namedWindows(select);
    const source: Context = { scope, clause: 'SELECT clause', windows, select };
    if (select.where) verifyScalar(select.where, 'WHERE clause', this.sql);
    verifyInjected(select, scope, this.#depth === 1);
    const where = select.where && this.#condition(select.where, { scope: source.scope, clause: 'WHERE clause' });
    const fromSql = `${from.sql === '' ? '' : `FROM ${from.sql}`}${where === undefined ? '' : ` WHERE ${where}`}`;
    const called = callsIn([select.items, order]);
    if (called.groupings.length > 0 && !select.group) {
      throw new TrinoError(
        'MISSING_GROUP_BY',
        'A GROUPING() operation can only be used with a corresponding GROUPING SET/CUBE/ROLLUP/GROUP BY clause',
        select,
      );
    }
    const isGrouped = select.group !== undefined || select.having !== undefined || called.aggregates.length > 0;
    const plain: Context = { scope: source.scope, clause: 'GROUP BY clause', select };
    const aggregation = isGrouped ? new Aggregation(select, plain, this, this.alias()) : undefined;
    const context = aggregation?.context('SELECT clause', windows) ?? source;
    for (const window of windows.values()) windowSql(window, { ...context, clause: 'Window' }, this);
    const items = select.items.flatMap((item) => {
      if (item.kind === 'one') {
        const typed = this.#grouped(item.value, context);
        const name = item.alias?.text ?? nameOf(item.value);
        return [{ ...typed, ...(name === undefined ? {} : { name }) }];
      }
      return this.#star(item, context, select.from !== undefined);
    });
    const [inHaving] = callsIn(select.having).windows;
    if (inHaving) {
      throw new TrinoError(
        'NESTED_WINDOW',
        'HAVING clause cannot contain window functions or row pattern measures',
        inHaving,
      );
    }
    const having =
      select.having && this.#condition(select.having, aggregation?.context('HAVING clause', undefined) ?? source);
    const keys = this.#order(order, items, context, select.distinct);
    const columns = items.map(({ name, type }) => ({ ...(name === undefined ? {} : { name }), type }));
    const list = items
      .map(({ sql, type }, index) => `${type.kind === 'unknown' ? 'CAST(NULL AS INTEGER)' : sql} AS c${index}`)
      .join(', ');
    const source2 = aggregation
      ? `FROM ${aggregation.sql(fromSql)}${having === undefined ? '' : ` WHERE ${having}`}`
      : fromSql;
    const by = keys.length === 0 ? '' : ` ORDER BY ${keys.join(', ')}`;
    return { columns, sql: `SELECT ${select.distinct ? 'DISTINCT ' : ''}${list} ${source2}${by}${end}` };
  }

  #star(
    item: Extract<Select['items'][number], { kind: 'all' }>,
    context: Context,
    hasFrom: boolean,
  ): (Typed & { readonly name?: string })[] {
    const before = item.qualifier?.map(({ text }) => text.toLowerCase());
    const fields = context.scope.fields.filter(
      (field) => !field.hidden && (before === undefined || isQualifier(field.qualifier, before)),
    );
    if (fields.length === 0) {
      if (before === undefined) {
        const from = hasFrom ? 'from relation that has no columns' : 'in queries without FROM clause';
        throw new TrinoError('COLUMN_NOT_FOUND', `SELECT * not allowed ${from}`, item.at);
      }
      throw new TrinoError('TABLE_NOT_FOUND', `Unable to resolve reference ${before.join('.')}`, item.at);
    }
    return fields.map(({ name, type, sql, ungrouped, refused, relation }, index) => {
      if (refused !== undefined) throw new NotInLocalRun(refused, item.at);
      if (ungrouped)
        throw new TrinoError(
          'EXPRESSION_NOT_AGGREGATE',
          `Column ${name === undefined ? String(index + 1) : `'${relation === undefined ? '' : `${relation}.`}${name}'`} not in GROUP BY clause`,
        );
      return { type, sql, ...(name === undefined ? {} : { name }) };
    });
  }

  #condition(node: Expression, context: Context): string {
    const value = this.#grouped(node, context);
    if (value.type.kind === 'boolean') return value.sql;
    if (value.type.kind === 'unknown') return 'CAST(NULL AS BOOLEAN)';
    throw mismatch(`${context.clause} must evaluate to a boolean: actual type ${typeText(value.type)}`, node);
  }

  /** An expression, told as a whole where a part of it is not grouped by. */
  #grouped(node: Expression, context: Context): Typed {
    try {
      return this.expression(node, context);
    } catch (error) {
      if (!(error instanceof Ungrouped)) throw error;
      throw new TrinoError(
        'EXPRESSION_NOT_AGGREGATE',
        `'${this.sql.slice(node.start, node.end)}' must be an aggregate expression or appear in GROUP BY clause`,
        node,
      );
    }
  }

  #order(
    order: readonly SortItem[],
    items: readonly (Typed & { readonly name?: string })[],
    context: Context,
    distinct: boolean,
  ): string[] {
    const outputs = items.map(({ name, type, sql }) => ({
      ...(name === undefined ? {} : { name }),
      qualifier: [],
      type,
      sql,
    }));
    const clause = { ...context, clause: 'ORDER BY clause' };
    return order.map((item) => {
      const position = this.#position(item, items.length);
      let value = position === undefined ? undefined : items[position];
      if (!value && item.value.kind === 'column' && item.value.parts.length === 1) {
        const text = item.value.parts[0]?.text.toLowerCase();
        const named = outputs.filter(({ name }) => name?.toLowerCase() === text);
        if (new Set(named.map(({ sql }) => sql)).size > 1)
          throw new TrinoError('AMBIGUOUS_NAME', `Column '${text}' is ambiguous`, item);
        value = named[0];
      }
      value ??= this.#grouped(item.value, this.#withOutputs(clause, outputs, item));
      const place = items.findIndex(({ sql }) => sql === value.sql);
      if (place >= 0) return sortSql({ ...value, sql: String(place + 1) }, item);
      if (distinct) {
        throw new TrinoError(
          'EXPRESSION_NOT_IN_DISTINCT',
          'For SELECT DISTINCT, ORDER BY expressions must appear in select list',
          context.select,
        );
      }
      return sortSql(value, item);
    });
  }

  /** In a longer expression, too, names are those of the output before those of the source. */
  #withOutputs(
    context: Context,
    outputs: readonly (Typed & { readonly name?: string; readonly qualifier: readonly string[] })[],
    item: SortItem,
  ): Context {
    if (item.value.kind === 'column') return context;
    const named = outputs.filter(({ name }) => name !== undefined);
    const names = new Set(named.map(({ name }) => name?.toLowerCase()));
    const hides = context.scope.fields.some(
      ({ name, sql }) => names.has(name?.toLowerCase()) && !named.some((one) => one.sql === sql),
    );
    const uses = JSON.stringify(item.value);
    if (hides && [...names].some((name) => name !== undefined && uses.toLowerCase().includes(JSON.stringify(name)))) {
      throw new NotInLocalRun('ORDER BY an expression of a name that is both of a column and of the output', item);
    }
    return {
      ...context,
      scope: new Scope(
        [
          ...context.scope.fields,
          ...named.filter(({ name }) => !context.scope.fields.some((field) => field.name === name?.toLowerCase())),
        ],
        context.scope.parent,
      ),
    };
  }

  #position(item: SortItem, count: number): number | undefined {
    if (item.value.kind !== 'integer') return undefined;
    const position = Number(item.value.value);
    if (position < 1 || position > count) {
      throw new TrinoError('INVALID_COLUMN_REFERENCE', `ORDER BY position ${position} is not in select list`, item);
    }
    return position - 1;
  }
}

/** The name of a column that has no other. */
function nameOf(node: Expression): string | undefined {
  return node.kind === 'column' ? node.parts[node.parts.length - 1]?.text : undefined;
}

/** The windows that have names; each may build on those before it. */
function namedWindows({ windows }: Select): ReadonlyMap<string, WindowSpecification> {
  const found = new Map<string, WindowSpecification>();
  for (const { name, window } of windows) {
    const key = name.text.toLowerCase();
    if (found.has(key)) {
      throw new TrinoError('DUPLICATE_WINDOW_NAME', `WINDOW name '${name.text}' specified more than once`, name);
    }
    found.set(key, resolveWindow(window, found));
  }
  return found;
}
