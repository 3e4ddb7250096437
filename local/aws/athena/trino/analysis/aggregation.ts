import { type Call, type Expression, type Grouping, type Select, type SortItem } from '../grammar/ast';
import { NotInLocalRun, TrinoError } from '../errors';
import { aggregateOf, aggregates } from '../functions/aggregates';
import { sortSql } from '../functions/windows';
import { bigint, integer } from '../types/type';
import { type Analysis, type Context } from './context';
import { callsIn, isScalar, texts, verifyScalar } from './scalar';
import { Scope, type Typed, Ungrouped } from './scope';

/**
 * A grouped query is two of the engine's: one of the groups' keys and the aggregates, and around it what the query makes
 * of them. So nothing but keys and aggregates can be named, as Trino has it.
 */
export class Aggregation {
  readonly #keys: Typed[] = [];
  readonly #values: string[] = [];
  readonly #sets: (readonly number[])[];
  readonly #alias: string;

  constructor(
    select: Select,
    private readonly source: Context,
    private readonly analysis: Analysis,
    alias: string,
  ) {
    this.#alias = alias;
    this.#sets = this.#groups(select);
  }

  /** What stands behind GROUP BY sees. */
  context(clause: string, windows: Context['windows']): Context {
    const keys = this.#keys.map(({ sql }) => sql);
    const fields = this.source.scope.fields.map((field) => {
      const key = keys.indexOf(field.sql);
      return key < 0 ? { ...field, ungrouped: true } : { ...field, sql: this.#key(key) };
    });
    return {
      scope: new Scope(fields, this.source.scope.parent),
      clause,
      ...(windows ? { windows } : {}),
      ...(this.source.select ? { select: this.source.select } : {}),
      known: (node) => this.#known(node),
    };
  }

  /** FROM of the outer query. */
  sql(from: string): string {
    const columns = [
      ...this.#keys.map(({ sql }, index) => `${sql} AS k${index}`),
      ...this.#values.map((sql, index) => `${sql} AS v${index}`),
    ];
    const ordinals = (set: readonly number[]): string => `(${set.map((key) => key + 1).join(', ')})`;
    const [only] = this.#sets;
    const groups =
      this.#sets.length === 1 && only
        ? only.length === 0
          ? ''
          : ` GROUP BY ${only.map((key) => key + 1).join(', ')}`
        : ` GROUP BY GROUPING SETS (${this.#sets.map(ordinals).join(', ')})`;
    return `(SELECT ${columns.length === 0 ? '1' : columns.join(', ')} ${from}${groups}${columns.length === 0 ? ' LIMIT 1' : ''}) AS ${this.#alias}`;
  }

  #key(index: number): string {
    return `${this.#alias}.k${index}`;
  }

  #value(sql: string): string {
    let index = this.#values.indexOf(sql);
    if (index < 0) index = this.#values.push(sql) - 1;
    return `${this.#alias}.v${index}`;
  }

  #groups({ group, items }: Select): (readonly number[])[] {
    const key = (node: Expression): number => {
      const item = node.kind === 'integer' ? items[Number(node.value) - 1] : undefined;
      if (node.kind === 'integer' && (item?.kind !== 'one' || items.some(({ kind }) => kind === 'all'))) {
        if (items.some(({ kind }) => kind === 'all')) throw new NotInLocalRun('GROUP BY a position beside *', node);
        throw new TrinoError('INVALID_COLUMN_REFERENCE', `GROUP BY position ${node.value} is not in select list`, node);
      }
      const meant = item?.kind === 'one' ? item.value : node;
      verifyScalar(meant, 'GROUP BY clause', this.analysis.sql);
      const typed = this.analysis.expression(meant, { ...this.source, clause: 'GROUP BY clause' });
      const known = this.#keys.findIndex(({ sql }) => sql === typed.sql);
      return known < 0 ? this.#keys.push(typed) - 1 : known;
    };
    const product = (left: (readonly number[])[], right: (readonly number[])[]): (readonly number[])[] =>
      left.flatMap((one) => right.map((other) => [...new Set([...one, ...other])]));
    return (group ?? []).reduce<(readonly number[])[]>((sets, one) => product(sets, this.#setsOf(one, key)), [[]]);
  }

  #setsOf(grouping: Grouping, key: (node: Expression) => number): (readonly number[])[] {
    if (grouping.kind === 'simple') return [grouping.items.map(key)];
    const sets = grouping.sets.map((set) => set.map((node) => key(columnOnly(node, this.analysis.sql))));
    if (grouping.kind === 'sets') return sets;
    if (grouping.kind === 'rollup')
      return Array.from({ length: sets.length + 1 }, (_, out) => sets.slice(0, sets.length - out).flat());
    if (sets.length > 10) throw new NotInLocalRun('CUBE of more than ten columns');
    return Array.from({ length: 2 ** sets.length }, (_, bits) =>
      sets.filter((_set, index) => (bits >> index) % 2 === 0).flat(),
    );
  }

  #known(node: Expression): Typed | undefined {
    if (node.kind === 'call' && node.over === undefined) {
      if (node.name === 'grouping') return this.#grouping(node);
      if (aggregates[node.name]) return this.#aggregate(node);
    }
    if (['integer', 'decimal', 'double', 'string', 'null', 'boolean'].includes(node.kind)) return undefined;
    if (!isScalar(node)) return undefined;
    const typed = attempt(() => this.analysis.expression(node, this.source));
    const key = typed ? this.#keys.findIndex(({ sql }) => sql === typed.sql) : -1;
    return typed && key >= 0 ? { type: typed.type, sql: this.#key(key) } : undefined;
  }

  #aggregate(call: Call): Typed {
    const context: Context = { scope: this.source.scope, clause: `Argument of aggregate ${call.name}` };
    const nested = callsIn(call.args);
    if (nested.aggregates.length > 0) {
      throw new TrinoError(
        'NESTED_AGGREGATION',
        `Cannot nest aggregations inside aggregation '${call.name}': ${texts(nested.aggregates, this.analysis.sql)}`,
        call,
      );
    }
    if (nested.windows.length > 0) {
      throw new TrinoError(
        'NESTED_WINDOW',
        `Cannot nest window functions or row pattern measures inside aggregation '${call.name}': ${texts(nested.windows, this.analysis.sql)}`,
        call,
      );
    }
    const args = call.args.map((arg) => this.analysis.expression(arg, context));
    const made = aggregateOf(call, args);
    const order = call.order.map((item: SortItem) => sortSql(this.analysis.expression(item.value, context), item));
    const filter = call.filter ? ` FILTER (WHERE ${this.analysis.expression(call.filter, context).sql})` : '';
    const sql = made.sql((name, list) => {
      const distinct = call.distinct && !list.startsWith('DISTINCT ') ? 'DISTINCT ' : '';
      return `${name}(${distinct}${list}${order.length > 0 ? ` ORDER BY ${order.join(', ')}` : ''})${filter}`;
    });
    return { type: made.type, sql: this.#value(sql) };
  }

  #grouping(call: Call): Typed {
    const names = call.args.map((arg) => {
      const { sql } = this.analysis.expression(arg, this.source);
      const key = this.#keys.findIndex((one) => one.sql === sql);
      if (key < 0)
        throw new TrinoError(
          'INVALID_ARGUMENTS',
          `The arguments to GROUPING() must be expressions referenced by the GROUP BY at the associated query level. Mismatch due to ${this.analysis.sql.slice(arg.start, arg.end)}.`,
          call,
        );
      return this.#keys[key]?.sql ?? '';
    });
    const type = names.length <= 31 ? integer : bigint;
    if (this.#sets.length === 1) return { type, sql: `CAST(0 AS ${type.kind.toUpperCase()})` };
    return { type, sql: `CAST(${this.#value(`GROUPING(${names.join(', ')})`)} AS ${type.kind.toUpperCase()})` };
  }
}

/**
 * ROLLUP, CUBE and GROUPING SETS take columns alone. Whether ordinals, too, Trino's analyser and Athena's page tell
 * differently: https://docs.aws.amazon.com/athena/latest/ug/select.html
 */
function columnOnly(node: Expression, sql: string): Expression {
  if (node.kind === 'column') return node;
  if (node.kind === 'integer') throw new NotInLocalRun('an ordinal in ROLLUP, CUBE or GROUPING SETS', node);
  throw new TrinoError(
    'INVALID_COLUMN_REFERENCE',
    `GROUP BY expression must be a column reference: ${sql.slice(node.start, node.end)}`,
    node,
  );
}

function attempt(read: () => Typed): Typed | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TrinoError || error instanceof NotInLocalRun || error instanceof Ungrouped) return undefined;
    throw error;
  }
}
