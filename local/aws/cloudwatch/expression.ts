import { UserError } from '../../../scripts/user-error';

/** A math expression, read. */
export type Expression =
  | { readonly number: number }
  | { readonly metric: string }
  | { readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly negated: Expression }
  | { readonly call: string; readonly args: readonly Expression[] };

export type Operator = '+' | '-' | '*' | '/' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'AND' | 'OR';

/** The weakest first; within a level from left to right. */
const LEVELS: readonly (readonly string[])[] = [
  ['OR', '||'],
  ['AND', '&&'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
];
const SYNONYMS: Readonly<Record<string, string>> = { '||': 'OR', '&&': 'AND' };

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(\|\||&&|[=!<>]=|[-+*/<>(),]))/y;

/**
 * Reads numbers, ids, operators and calls: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @throws UserError for anything else
 */
export function parseExpression(text: string): Expression {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const [, number, word, sign] = TOKEN.exec(text) ?? [];
    const token = number ?? word ?? sign;
    if (token === undefined) throw unread(text, text.slice(at).trim());
    tokens.push(token);
  }
  const parser = new Parser(tokens, text);
  return parser.whole();
}

const unread = (text: string, at: string): UserError =>
  new UserError(
    `The math expression "${text}" can't be read at "${at}": see local/aws/cloudwatch/expression.ts for what can.`,
  );

class Parser {
  #next = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly text: string,
  ) {}

  whole(): Expression {
    const expression = this.#level(0);
    if (this.#next < this.tokens.length) throw this.#unread();
    return expression;
  }

  #level(level: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.#unary();
    let left = this.#level(level + 1);
    for (let token = this.#peek(); token !== undefined && operators.includes(token); token = this.#peek()) {
      this.#next += 1;
      left = { operator: (SYNONYMS[token] ?? token) as Operator, left, right: this.#level(level + 1) };
    }
    return left;
  }

  #unary(): Expression {
    if (this.#take('-')) return { negated: this.#unary() };
    if (this.#take('(')) {
      const inner = this.#level(0);
      this.#expect(')');
      return inner;
    }
    const token = this.#peek();
    if (token === undefined || !/^\w/.test(token)) throw this.#unread();
    this.#next += 1;
    if (/^\d/.test(token)) return { number: Number(token) };
    return this.#take('(') ? { call: token, args: this.#arguments() } : { metric: token };
  }

  #arguments(): Expression[] {
    const args: Expression[] = [];
    if (this.#take(')')) return args;
    do args.push(this.#level(0));
    while (this.#take(','));
    this.#expect(')');
    return args;
  }

  #peek(): string | undefined {
    return this.tokens[this.#next];
  }

  #take(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#next += 1;
    return true;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw this.#unread();
  }

  #unread(): UserError {
    return unread(this.text, this.tokens.slice(this.#next).join(' ') || 'its end');
  }
}
