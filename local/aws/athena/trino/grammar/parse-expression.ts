import { type Call, type Expression, type Name, type Query } from './ast';
import { callSuffix, parseSort } from './parse-window';
import { type Position, type Token } from './token';
import { at, type Tokens } from './tokens';

/** Reads a query in parentheses; given, lest this file and that of queries need each other. */
type ReadQuery = (tokens: Tokens) => Query;

/** Expressions, by the precedence of Trino's grammar: OR, AND, NOT, a predicate, `||`, `+`, `*`, a sign, AT, a primary. */
export class ExpressionParser {
  constructor(
    private readonly tokens: Tokens,
    private readonly readQuery: ReadQuery,
  ) {}

  readonly expression = (): Expression => this.#terms('or', 'OR', () => this.#terms('and', 'AND', () => this.#not()));

  #terms(kind: 'and' | 'or', word: string, read: () => Expression): Expression {
    const first = this.tokens.peek();
    const terms = [read()];
    while (this.tokens.word(word)) terms.push(read());
    return terms.length === 1 ? (terms[0] as Expression) : { kind, terms, ...this.#span(first) };
  }

  #not(): Expression {
    const first = this.tokens.peek();
    if (!this.tokens.word('NOT')) return this.#predicate();
    return { kind: 'not', value: this.#not(), ...this.#span(first) };
  }

  #predicate(): Expression {
    const { tokens } = this;
    const first = tokens.peek();
    const value = this.value();
    const sign = tokens.peek();
    if (tokens.isOperator('=', '<>', '!=', '<', '<=', '>', '>=')) {
      const operator = tokens.next().text.replace('!=', '<>');
      const quantifier = tokens.isWord('ALL')
        ? 'ALL'
        : tokens.isWord('ANY') || tokens.isWord('SOME')
          ? 'ANY'
          : undefined;
      if (quantifier !== undefined && tokens.peek(1).text === '(') {
        tokens.next();
        return { kind: 'quantified', operator, quantifier, value, query: this.#query(), ...this.#span(first) };
      }
      // Trino tells of a comparison at its operator.
      return { kind: 'compare', operator, left: value, right: this.value(), ...this.#span(first), ...at(sign) };
    }
    // And of what else is said of a value, where that begins.
    const place = () => ({ ...this.#span(first), ...at(sign) });
    if (tokens.word('IS')) {
      const not = tokens.word('NOT');
      if (tokens.word('NULL')) return { kind: 'is null', not, value, ...place() };
      tokens.needWord('DISTINCT', 'FROM');
      return { kind: 'distinct from', not, left: value, right: this.value(), ...place() };
    }
    const not = tokens.word('NOT');
    if (tokens.word('BETWEEN')) {
      const low = this.value();
      tokens.needWord('AND');
      return { kind: 'between', not, value, low, high: this.value(), ...place() };
    }
    if (tokens.word('IN')) {
      if (tokens.peek().text === '(' && startsQuery(tokens, 1)) {
        return { kind: 'in query', not, value, query: this.#query(), ...place() };
      }
      tokens.needOperator('(');
      const list = tokens.list(this.expression);
      tokens.needOperator(')');
      return { kind: 'in list', not, value, list, ...place() };
    }
    if (tokens.word('LIKE')) {
      const pattern = this.value();
      const escape = tokens.word('ESCAPE') ? { escape: this.value() } : {};
      return { kind: 'like', not, value, pattern, ...escape, ...place() };
    }
    if (not) tokens.fail();
    return value;
  }

  readonly value = (): Expression =>
    this.#binary(['||'], () => this.#binary(['+', '-'], () => this.#binary(['*', '/', '%'], () => this.#signed())));

  #binary(operators: readonly string[], read: () => Expression): Expression {
    const first = this.tokens.peek();
    let left = read();
    while (this.tokens.isOperator(...operators)) {
      const sign = this.tokens.next();
      const right = read();
      left =
        sign.text === '||'
          ? { ...call('concat', [left, right]), ...this.#span(first), ...at(sign) }
          : { kind: 'arithmetic', operator: sign.text, left, right, ...this.#span(first), ...at(sign) };
    }
    return left;
  }

  #signed(): Expression {
    const first = this.tokens.peek();
    if (this.tokens.operator('+')) return this.#signed();
    if (this.tokens.operator('-')) return { kind: 'negate', value: this.#signed(), ...this.#span(first) };
    let value = this.#postfix();
    while (this.tokens.word('AT', 'TIME', 'ZONE')) {
      value = { kind: 'at time zone', value, zone: this.#postfix(), ...this.#span(first) };
    }
    return value;
  }

  #postfix(): Expression {
    const { tokens } = this;
    const first = tokens.peek();
    let base = this.#primary();
    for (;;) {
      if (tokens.operator('[')) {
        const index = this.value();
        tokens.needOperator(']');
        base = { kind: 'subscript', base, index, ...this.#span(first) };
      } else if (tokens.isOperator('.') && tokens.isName(1)) {
        tokens.next();
        const name = tokens.name();
        base =
          base.kind === 'column'
            ? { ...base, parts: [...base.parts, name], ...this.#span(first) }
            : { kind: 'field', base, name, ...this.#span(first) };
      } else return base;
    }
  }

  #primary(): Expression {
    const { tokens } = this;
    const first = tokens.peek();
    switch (first.kind) {
      case 'integer':
      case 'decimal':
      case 'double':
      case 'string':
      case 'binary':
        tokens.next();
        return { kind: first.kind, value: first.value, ...this.#span(first) };
      case 'operator':
        return this.#punctuated(first);
      case 'word':
      case 'quoted':
        return this.#keyword(first) ?? this.#named(first);
      default:
        return tokens.fail();
    }
  }

  /** `(query)`, `(a)`, `(a, b)`, `(a, b) -> c`, `[a, b]`. */
  #punctuated(first: Token): Expression {
    const { tokens } = this;
    if (tokens.operator('[')) return { kind: 'array', items: this.#items(']'), ...this.#span(first) };
    if (first.text !== '(') tokens.fail();
    if (startsQuery(tokens, 1)) {
      const query = tokens.attempt(() => this.#query());
      if (query) return { kind: 'subquery', query, ...this.#span(first) };
    }
    const parameters = tokens.attempt(() => {
      tokens.needOperator('(');
      const names = tokens.isOperator(')') ? [] : tokens.list(() => tokens.name());
      tokens.needOperator(')');
      tokens.needOperator('->');
      return names;
    });
    if (parameters) return this.#lambda(parameters, first);
    tokens.needOperator('(');
    const items = tokens.list(this.expression);
    tokens.needOperator(')');
    return items.length === 1 ? (items[0] as Expression) : { kind: 'row', items, ...this.#span(first) };
  }

  #lambda(parameters: readonly Name[], first: Token): Expression {
    return { kind: 'lambda', parameters, body: this.expression(), ...this.#span(first) };
  }

  #keyword(first: Token): Expression | undefined {
    const { tokens } = this;
    if (first.kind !== 'word') return undefined;
    const word = first.text.toUpperCase();
    const opens = tokens.peek(1).text === '(';
    switch (word) {
      case 'NULL':
        tokens.next();
        return { kind: 'null', ...this.#span(first) };
      case 'TRUE':
      case 'FALSE':
        tokens.next();
        return { kind: 'boolean', value: word === 'TRUE', ...this.#span(first) };
      case 'CURRENT_DATE':
      case 'CURRENT_TIME':
      case 'CURRENT_TIMESTAMP':
      case 'LOCALTIME':
      case 'LOCALTIMESTAMP':
      case 'CURRENT_USER':
      case 'CURRENT_CATALOG':
      case 'CURRENT_SCHEMA':
        if (opens) return undefined;
        tokens.next();
        return { kind: 'current', what: word.toLowerCase(), ...this.#span(first) };
      case 'INTERVAL':
        return tokens.attempt(() => this.#interval(first));
      case 'CASE':
        return this.#case(first);
      case 'CAST':
      case 'TRY_CAST':
        if (!opens) return undefined;
        return this.#cast(first, word === 'TRY_CAST');
      case 'EXISTS':
        tokens.next();
        return { kind: 'exists', query: this.#query(), ...this.#span(first) };
      case 'ARRAY':
        if (tokens.peek(1).text !== '[') return undefined;
        tokens.next();
        tokens.next();
        return { kind: 'array', items: this.#items(']'), ...this.#span(first) };
      case 'ROW':
        if (!opens) return undefined;
        tokens.next();
        tokens.next();
        return { kind: 'row', items: this.#items(')'), ...this.#span(first) };
      case 'EXTRACT':
      case 'POSITION':
      case 'SUBSTRING':
      case 'TRIM':
        return opens ? this.#worded(first, word) : undefined;
      default:
        return this.#typed(first);
    }
  }

  #items(close: string): Expression[] {
    if (this.tokens.operator(close)) return [];
    const items = this.tokens.list(this.expression);
    this.tokens.needOperator(close);
    return items;
  }

  /** `DATE '2026-01-01'`, `DECIMAL '1.10'`, `TIMESTAMP '…'`. */
  #typed(first: Token): Expression | undefined {
    return this.tokens.attempt(() => {
      const type = this.tokens.type();
      if (this.tokens.peek().kind !== 'string') this.tokens.fail();
      return { kind: 'typed', type, value: this.tokens.next().value, ...this.#span(first) };
    });
  }

  #interval(first: Token): Expression {
    const { tokens } = this;
    tokens.needWord('INTERVAL');
    const negative = tokens.operator('-');
    if (!negative) tokens.operator('+');
    if (tokens.peek().kind !== 'string') tokens.fail();
    const { value } = tokens.next();
    const units = ['YEAR', 'MONTH', 'WEEK', 'DAY', 'HOUR', 'MINUTE', 'SECOND'] as const;
    const unit = tokens.oneOf(...units);
    const to = tokens.word('TO') ? { to: tokens.oneOf(...units) } : {};
    return { kind: 'interval', negative, value, unit, ...to, ...this.#span(first) };
  }

  #case(first: Token): Expression {
    const { tokens } = this;
    tokens.needWord('CASE');
    const operand = tokens.isWord('WHEN') ? {} : { operand: this.expression() };
    const branches = [];
    while (tokens.word('WHEN')) {
      const when = this.expression();
      tokens.needWord('THEN');
      branches.push({ when, then: this.expression() });
    }
    if (branches.length === 0) tokens.fail();
    const otherwise = tokens.word('ELSE') ? { otherwise: this.expression() } : {};
    tokens.needWord('END');
    return { kind: 'case', ...operand, branches, ...otherwise, ...this.#span(first) };
  }

  #cast(first: Token, safe: boolean): Expression {
    const { tokens } = this;
    tokens.next();
    tokens.needOperator('(');
    const value = this.expression();
    tokens.needWord('AS');
    const type = tokens.type();
    tokens.needOperator(')');
    return { kind: 'cast', value, type, safe, ...this.#span(first) };
  }

  /** Calls with words between their arguments. */
  #worded(first: Token, word: string): Expression | undefined {
    const { tokens } = this;
    return tokens.attempt((): Expression => {
      tokens.next();
      tokens.needOperator('(');
      if (word === 'EXTRACT') {
        const part = tokens.name().text;
        tokens.needWord('FROM');
        const value = this.value();
        tokens.needOperator(')');
        return { kind: 'extract', part, value, ...this.#span(first) };
      }
      if (word === 'POSITION') {
        const part = this.value();
        tokens.needWord('IN');
        const whole = this.value();
        tokens.needOperator(')');
        return { ...call('strpos', [whole, part]), ...this.#span(first) };
      }
      if (word === 'SUBSTRING') {
        const args = [this.value()];
        tokens.needWord('FROM');
        args.push(this.value());
        if (tokens.word('FOR')) args.push(this.value());
        tokens.needOperator(')');
        return { ...call('substring', args), ...this.#span(first) };
      }
      const side = (['LEADING', 'TRAILING', 'BOTH'] as const).find((one) => tokens.word(one));
      const name = side === 'LEADING' ? 'ltrim' : side === 'TRAILING' ? 'rtrim' : 'trim';
      const one = tokens.isWord('FROM') ? undefined : this.value();
      const other = tokens.word('FROM') || tokens.operator(',') ? this.value() : undefined;
      if (side === undefined && one === undefined) tokens.fail();
      tokens.needOperator(')');
      const args = [other ?? one, other === undefined ? undefined : one].filter((arg) => arg !== undefined);
      return { ...call(name, args), ...this.#span(first) };
    });
  }

  /** A column, a lambda of one parameter, or a call. */
  #named(first: Token): Expression {
    const { tokens } = this;
    const special = ['GROUPING', 'LISTAGG'].includes(first.text.toUpperCase()) && first.kind === 'word';
    if (special && tokens.peek(1).text === '(') {
      tokens.next();
      return this.#call(first.text.toLowerCase(), first);
    }
    const name = tokens.name();
    if (tokens.isOperator('(')) return this.#call(name.text.toLowerCase(), first);
    if (tokens.operator('->')) return this.#lambda([name], first);
    return { kind: 'column', parts: [name], ...this.#span(first) };
  }

  #call(name: string, first: Token): Expression {
    const { tokens } = this;
    tokens.needOperator('(');
    const star = tokens.operator('*');
    const distinct = !star && tokens.word('DISTINCT');
    if (!star && !distinct) tokens.word('ALL');
    const args = star || tokens.isOperator(')') ? [] : tokens.list(this.expression);
    const order = tokens.word('ORDER', 'BY') ? tokens.list(() => parseSort(tokens, this.expression)) : [];
    tokens.needOperator(')');
    const suffix = callSuffix(tokens, this.expression, this.value);
    const found: Call = { ...call(name, args), star, distinct, order, ...suffix, ...this.#span(first) };
    return found;
  }

  #query(): Query {
    this.tokens.needOperator('(');
    const query = this.readQuery(this.tokens);
    this.tokens.needOperator(')');
    return query;
  }

  #span(first: Token): Position & { readonly start: number; readonly end: number } {
    return { ...at(first), start: first.start, end: this.tokens.end };
  }
}

const call = (name: string, args: readonly Expression[]): Call => ({
  kind: 'call',
  name,
  args,
  star: false,
  distinct: false,
  order: [],
  ignoreNulls: false,
  line: 1,
  column: 1,
  start: 0,
  end: 0,
});

/** Whether a query starts at a token, maybe in further parentheses. */
export function startsQuery(tokens: Tokens, ahead: number): boolean {
  let place = ahead;
  while (tokens.peek(place).text === '(' && tokens.peek(place).kind === 'operator') place += 1;
  const { kind, text } = tokens.peek(place);
  return kind === 'word' && ['SELECT', 'WITH', 'VALUES', 'TABLE'].includes(text.toUpperCase());
}
