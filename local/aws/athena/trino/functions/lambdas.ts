import { type Call, type Expression } from '../grammar/ast';
import { columnsIn } from '../grammar/columns';
import { type Analysis, type Context } from '../analysis/context';
import { verifyScalar } from '../analysis/scalar';
import { type Field, Scope, type Typed } from '../analysis/scope';
import { NotInLocalRun, TrinoError } from '../errors';
import { castSql } from '../types/cast';
import { arrayOf, boolean, sameType, type TrinoType, typeText } from '../types/type';

/** Lambdas within each other have names of their own in the engine; `name('l')` is such a name. */
interface Lambda {
  readonly name: (letter: string) => string;
  body(parameters: readonly Typed[]): Typed;
}

function lambdaOf(call: Call, node: Expression | undefined, context: Context, analysis: Analysis): Lambda {
  if (node?.kind !== 'lambda') throw new NotInLocalRun(`${call.name}() of these types`, call);
  const depth = (context.lambdas ?? 0) + 1;
  return {
    name: (letter) => `${letter}${depth}`,
    body(parameters) {
      verifyScalar(node.body, 'Lambda expression', analysis.sql);
      const names = node.parameters.map(({ text }) => text);
      if (names.length !== parameters.length) {
        throw new TrinoError(
          'INVALID_PARAMETER_USAGE',
          `Expected a lambda that takes ${parameters.length} argument(s) but got ${names.length}`,
          node,
        );
      }
      const fields = parameters.map(({ type, sql }, index): Field => ({
        name: names[index] ?? '',
        qualifier: [],
        type,
        sql,
      }));
      const { known } = context;
      return analysis.expression(node.body, {
        scope: new Scope(fields, context.scope),
        clause: 'Lambda expression',
        lambdas: depth,
        // What the groups hold has no part in what names a parameter.
        ...(known ? { known: (inner) => (isNamed(inner, names) ? undefined : known(inner)) } : {}),
      });
    },
  };
}

/** Whether a name in an expression may be a parameter's. */
function isNamed(node: Expression, parameters: readonly string[]): boolean {
  const names = new Set(parameters.map((name) => name.toLowerCase()));
  return [...columnsIn(node)].some(([first]) => first !== undefined && names.has(first.text.toLowerCase()));
}

const elementOf = (list: Typed, call: Call): TrinoType => {
  if (list.type.kind !== 'array') throw new NotInLocalRun(`${call.name}() of these types`, call);
  return list.type.element;
};

type Make = (call: Call, context: Context, analysis: Analysis) => Typed;

/** Over each element alone. */
const overEach =
  (make: (list: Typed, name: string, body: Typed, call: Call) => Typed): Make =>
  (call, context, analysis) => {
    const [first, node, more] = call.args;
    if (!first || more) throw new NotInLocalRun(`${call.name}() of these types`, call);
    const list = analysis.expression(first, context);
    const element = elementOf(list, call);
    const lambda = lambdaOf(call, node, context, analysis);
    const name = lambda.name('l');
    return make(list, name, lambda.body([{ type: element, sql: name }]), call);
  };

const test = (make: (list: Typed, name: string, body: Typed) => Typed): Make =>
  overEach((list, name, body, call) => {
    if (body.type.kind !== 'boolean') throw new NotInLocalRun(`${call.name}() by a ${typeText(body.type)}`, call);
    return make(list, name, body);
  });

/** One such element decides; else a NULL makes the answer NULL. */
const matches = (found: string, none: string, not: string): Make =>
  test((list, name, body) => {
    const some = (condition: string): string => `len(list_filter(${list.sql}, lambda ${name}: ${condition})) > 0`;
    return {
      type: boolean,
      sql: `(CASE WHEN ${list.sql} IS NULL THEN NULL WHEN ${some(`${not}(${body.sql})`)} THEN ${found} WHEN ${some(`(${body.sql}) IS NULL`)} THEN NULL ELSE ${none} END)`,
    };
  });

/** The elements of two at the same places, NULL for those that one lacks. */
const zipWith: Make = (call, context, analysis) => {
  const [first, second, node, more] = call.args;
  if (!first || !second || more) throw new NotInLocalRun('zip_with() of these types', call);
  const lists = [first, second].map((one) => analysis.expression(one, context));
  const lambda = lambdaOf(call, node, context, analysis);
  const name = lambda.name('i');
  const body = lambda.body(
    lists.map((list) => ({ type: elementOf(list, call), sql: `list_extract(${list.sql}, ${name})` })),
  );
  const [a, b] = lists.map(({ sql }) => sql);
  return {
    type: arrayOf(body.type),
    sql: `(CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL ELSE list_transform(range(1, greatest(len(${a}), len(${b})) + 1), lambda ${name}: ${body.sql}) END)`,
  };
};

/** Where the state has the type of the elements: the engine folds no other. */
const reduce: Make = (call, context, analysis) => {
  const [first, second, step, last, more] = call.args;
  if (!first || !second || more) throw new NotInLocalRun('reduce() of these types', call);
  const list = analysis.expression(first, context);
  const start = analysis.expression(second, context);
  const type = elementOf(list, call);
  const lambda = lambdaOf(call, step, context, analysis);
  const [state, element] = [lambda.name('s'), lambda.name('l')];
  const body = lambda.body([
    { type: start.type, sql: state },
    { type, sql: element },
  ]);
  const isText = type.kind === 'varchar' && start.type.kind === 'varchar' && start.type.length === undefined;
  const isSame = isText ? body.type.kind === 'varchar' : [start.type, body.type].every((one) => sameType(one, type));
  if (!isSame) throw new NotInLocalRun('reduce() whose state has another type than the elements', call);
  const initial = isText ? start.sql : castSql(start.sql, start.type, type);
  const folded = `list_reduce(${list.sql}, lambda ${state}, ${element}: ${body.sql}, ${initial})`;
  const made = lambdaOf(call, last, context, analysis).body([{ type: start.type, sql: folded }]);
  return { type: made.type, sql: `(CASE WHEN ${list.sql} IS NULL THEN NULL ELSE ${made.sql} END)` };
};

const functions: Readonly<Record<string, Make>> = {
  transform: overEach((list, name, body) => ({
    type: arrayOf(body.type),
    sql: `list_transform(${list.sql}, lambda ${name}: ${body.sql})`,
  })),
  filter: test((list, name, body) => ({
    type: list.type,
    sql: `list_filter(${list.sql}, lambda ${name}: ${body.sql})`,
  })),
  any_match: matches('TRUE', 'FALSE', ''),
  all_match: matches('FALSE', 'TRUE', 'NOT '),
  none_match: matches('FALSE', 'TRUE', ''),
  zip_with: zipWith,
  reduce,
};

export const lambdaNames: ReadonlySet<string> = new Set(Object.keys(functions));

export function lambdaCall(call: Call, context: Context, analysis: Analysis): Typed {
  const make = functions[call.name];
  if (!make) throw new NotInLocalRun(`the function ${call.name}()`, call);
  return make(call, context, analysis);
}
