import { type Call, type Expression, type Name } from '../grammar/ast';
import { type Analysis, type Context } from '../analysis/context';
import { verifyScalar } from '../analysis/scalar';
import { Scope, type Typed } from '../analysis/scope';
import { NotInLocalRun } from '../errors';
import { arrayOf, boolean, typeText } from '../types/type';

/** The element that a lambda gets, and what it makes of it. Lambdas within each other have names of their own. */
function apply(call: Call, list: Typed, lambda: Expression | undefined, context: Context, analysis: Analysis) {
  const [parameter, more] = lambda?.kind === 'lambda' ? lambda.parameters : [];
  if (lambda?.kind !== 'lambda' || !parameter || more || list.type.kind !== 'array') {
    throw new NotInLocalRun(`${call.name}() of these types`, call);
  }
  verifyScalar(lambda.body, 'Lambda expression', analysis.sql);
  const depth = (context.lambdas ?? 0) + 1;
  const name = `l${depth}`;
  const field = { name: parameter.text, qualifier: [], type: list.type.element, sql: name };
  const { known } = context;
  const body = analysis.expression(lambda.body, {
    scope: new Scope([field], context.scope),
    clause: 'Lambda expression',
    lambdas: depth,
    // What the groups hold has no part in what names the element.
    ...(known ? { known: (node) => (names(node, parameter.text) ? undefined : known(node)) } : {}),
  });
  return { name, body };
}

/** Whether a name in an expression may be the element's. */
function names(node: unknown, element: string): boolean {
  if (Array.isArray(node)) return node.some((one) => names(one, element));
  if (typeof node !== 'object' || node === null) return false;
  const { kind, parts } = node as { kind?: string; parts?: readonly Name[] };
  if (kind === 'column') return parts?.[0]?.text.toLowerCase() === element.toLowerCase();
  return Object.values(node).some((one) => names(one, element));
}

type Make = (list: Typed, name: string, body: Typed) => Typed;

const predicates: Readonly<Record<string, Make>> = {
  filter: (list, name, body) => ({ type: list.type, sql: `list_filter(${list.sql}, lambda ${name}: ${body.sql})` }),
  any_match: (list, name, body) => matches(list, name, body, 'TRUE', 'FALSE', ''),
  all_match: (list, name, body) => matches(list, name, body, 'FALSE', 'TRUE', 'NOT '),
  none_match: (list, name, body) => matches(list, name, body, 'FALSE', 'TRUE', ''),
};

/** One such element decides; else a NULL makes the answer NULL. */
function matches(list: Typed, name: string, body: Typed, found: string, none: string, not: string): Typed {
  const some = (test: string): string => `len(list_filter(${list.sql}, lambda ${name}: ${test})) > 0`;
  return {
    type: boolean,
    sql: `(CASE WHEN ${list.sql} IS NULL THEN NULL WHEN ${some(`${not}(${body.sql})`)} THEN ${found} WHEN ${some(`(${body.sql}) IS NULL`)} THEN NULL ELSE ${none} END)`,
  };
}

export const lambdaNames: ReadonlySet<string> = new Set(['transform', ...Object.keys(predicates)]);

export function lambdaCall(call: Call, context: Context, analysis: Analysis): Typed {
  const [first, lambda, more] = call.args;
  if (!first || more) throw new NotInLocalRun(`${call.name}() of these types`, call);
  const list = analysis.expression(first, context);
  const { name, body } = apply(call, list, lambda, context, analysis);
  if (call.name === 'transform') {
    return { type: arrayOf(body.type), sql: `list_transform(${list.sql}, lambda ${name}: ${body.sql})` };
  }
  const make = predicates[call.name];
  if (!make || body.type.kind !== 'boolean')
    throw new NotInLocalRun(`${call.name}() by a ${typeText(body.type)}`, call);
  return make(list, name, body);
}
