import {
  type CommonTable,
  type Expression,
  type Grouping,
  type Name,
  type Query,
  type QueryBody,
  type Select,
  type SelectItem,
  type WindowSpecification,
} from './ast';
import { ExpressionParser } from './parse-expression';
import { parseRelation } from './parse-relation';
import { parseSort, parseWindow } from './parse-window';
import { at, type Tokens } from './tokens';

export function parseQuery(tokens: Tokens): Query {
  const place = at(tokens.peek());
  const common: CommonTable[] = [];
  if (tokens.word('WITH')) {
    common.push(
      ...tokens.list(() => {
        const name = tokens.name();
        const columns = tokens.isOperator('(') ? { columns: tokens.names() } : {};
        tokens.needWord('AS');
        tokens.needOperator('(');
        const query = parseQuery(tokens);
        tokens.needOperator(')');
        return { name, ...columns, query, line: name.line, column: name.column };
      }),
    );
  }
  const { expression } = new ExpressionParser(tokens, parseQuery);
  const body = parseSetOperation(tokens, ['UNION', 'EXCEPT'], () =>
    parseSetOperation(tokens, ['INTERSECT'], () => parseBody(tokens)),
  );
  const order = tokens.word('ORDER', 'BY') ? tokens.list(() => parseSort(tokens, expression)) : [];
  let offset: string | undefined;
  if (tokens.word('OFFSET')) {
    offset = parseCount(tokens);
    if (!tokens.word('ROWS')) tokens.word('ROW');
  }
  let limit: string | undefined;
  if (tokens.word('LIMIT')) limit = tokens.word('ALL') ? undefined : parseCount(tokens);
  else if (tokens.word('FETCH')) {
    tokens.oneOf('FIRST', 'NEXT');
    limit = tokens.peek().kind === 'integer' ? parseCount(tokens) : '1';
    tokens.oneOf('ROWS', 'ROW');
    tokens.needWord('ONLY');
  }
  return {
    with: common,
    body,
    order,
    ...(offset === undefined ? {} : { offset }),
    ...(limit === undefined ? {} : { limit }),
    ...place,
  };
}

function parseCount(tokens: Tokens): string {
  if (tokens.peek().kind !== 'integer') tokens.fail();
  return tokens.next().value;
}

type SetOperator = 'UNION' | 'INTERSECT' | 'EXCEPT';

function parseSetOperation(tokens: Tokens, operators: readonly SetOperator[], read: () => QueryBody): QueryBody {
  let left = read();
  for (;;) {
    const place = at(tokens.peek());
    const operator = operators.find((one) => tokens.word(one));
    if (operator === undefined) return left;
    const all = tokens.word('ALL');
    if (!all) tokens.word('DISTINCT');
    left = { kind: 'set', operator, all, left, right: read(), ...place };
  }
}

function parseBody(tokens: Tokens): QueryBody {
  const place = at(tokens.peek());
  const { expression } = new ExpressionParser(tokens, parseQuery);
  if (tokens.operator('(')) {
    const query = parseQuery(tokens);
    tokens.needOperator(')');
    return { kind: 'nested', query, ...place };
  }
  if (tokens.word('VALUES')) return { kind: 'values', rows: tokens.list(expression), ...place };
  if (tokens.word('TABLE')) {
    const from = { kind: 'table', parts: qualified(tokens), ...place } as const;
    return { kind: 'select', distinct: false, items: [{ kind: 'all', at: place }], from, windows: [], ...place };
  }
  tokens.needWord('SELECT');
  return parseSelect(tokens, expression, place);
}

function qualified(tokens: Tokens) {
  const parts = [tokens.name()];
  while (tokens.operator('.')) parts.push(tokens.name());
  return parts;
}

function parseSelect(tokens: Tokens, expression: () => Expression, place: { line: number; column: number }): Select {
  const { value } = new ExpressionParser(tokens, parseQuery);
  const distinct = tokens.word('DISTINCT');
  if (!distinct) tokens.word('ALL');
  const items = tokens.list((): SelectItem => parseItem(tokens, expression));
  const readers = { expression, query: parseQuery };
  const from = tokens.word('FROM') ? { from: fromList(tokens, readers) } : {};
  const where = tokens.word('WHERE') ? { where: expression() } : {};
  const group = tokens.word('GROUP', 'BY') ? { group: parseGroups(tokens, expression) } : {};
  const having = tokens.word('HAVING') ? { having: expression() } : {};
  const windows: { name: Name; window: WindowSpecification }[] = [];
  if (tokens.word('WINDOW')) {
    tokens.list(() => {
      const name = tokens.name();
      tokens.needWord('AS');
      windows.push({ name, window: parseWindow(tokens, expression, value) });
    });
  }
  return { kind: 'select', distinct, items, ...from, ...where, ...group, ...having, windows, ...place };
}

function fromList(tokens: Tokens, readers: Parameters<typeof parseRelation>[1]) {
  let left = parseRelation(tokens, readers);
  while (tokens.isOperator(',')) {
    const place = at(tokens.next());
    left = { kind: 'join', type: 'CROSS', left, right: parseRelation(tokens, readers), ...place };
  }
  return left;
}

function parseItem(tokens: Tokens, expression: () => Expression): SelectItem {
  const place = at(tokens.peek());
  if (tokens.operator('*')) return { kind: 'all', at: place };
  const qualifier = tokens.attempt(() => {
    const parts = [tokens.name()];
    while (tokens.operator('.')) {
      if (tokens.operator('*')) return parts;
      parts.push(tokens.name());
    }
    return tokens.fail();
  });
  if (qualifier) return { kind: 'all', at: place, qualifier };
  const value = expression();
  const alias = tokens.word('AS') || tokens.isName() ? { alias: tokens.name() } : {};
  return { kind: 'one', value, ...alias };
}

function parseGroups(tokens: Tokens, expression: () => Expression): Grouping[] {
  const set = (): Expression[] => {
    const several = tokens.attempt(() => {
      tokens.needOperator('(');
      const items = tokens.isOperator(')') ? [] : tokens.list(expression);
      tokens.needOperator(')');
      // `(a) + 1` is one expression, which only starts with a parenthesis.
      if (!tokens.isOperator(',', ')') && tokens.peek().kind === 'operator') tokens.fail();
      return items;
    });
    return several ?? [expression()];
  };
  const sets = (): Expression[][] => {
    tokens.needOperator('(');
    const list = tokens.isOperator(')') ? [] : tokens.list(set);
    tokens.needOperator(')');
    return list;
  };
  if (tokens.isWord('ALL') || tokens.isWord('DISTINCT') || tokens.isWord('AUTO')) tokens.fail();
  return tokens.list((): Grouping => {
    if (tokens.word('ROLLUP')) return { kind: 'rollup', sets: sets() };
    if (tokens.word('CUBE')) return { kind: 'cube', sets: sets() };
    if (tokens.word('GROUPING', 'SETS')) return { kind: 'sets', sets: sets() };
    return { kind: 'simple', items: set() };
  });
}
