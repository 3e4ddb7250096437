import { type Name, type TypeName } from './ast';
import { tokensOf } from './lexer';
import { reserved, type Position, type Token } from './token';

/** Where the parser here stopped: whether Trino stops there, too, its own grammar tells. */
export class Unparsed extends Error {
  readonly token: Token;

  constructor(token: Token) {
    // One for each attempt that comes to nothing, several a line, and nobody reads where it was thrown.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(`stopped at ${token.text}`);
    Error.stackTraceLimit = stackTraceLimit;
    this.token = token;
  }
}

/** Reads a query's tokens one by one. */
export class Tokens {
  readonly #tokens: readonly Token[];
  /** In capitals; undefined for what is no word. */
  readonly #words: readonly (string | undefined)[];
  #at = 0;

  constructor(readonly sql: string) {
    this.#tokens = tokensOf(sql);
    this.#words = this.#tokens.map(({ kind, text }) => (kind === 'word' ? text.toUpperCase() : undefined));
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)] as Token;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind === 'other') throw new Unparsed(token);
    this.#at += 1;
    return token;
  }

  /** The offset where the last token that was taken ends. */
  get end(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0;
  }

  fail(): never {
    throw new Unparsed(this.peek());
  }

  isWord(...words: readonly string[]): boolean {
    return words.every((word, index) => this.#words[this.#at + index] === word);
  }

  isOperator(...operators: readonly string[]): boolean {
    const { kind, text } = this.peek();
    return kind === 'operator' && operators.includes(text);
  }

  /** Takes these keywords, if they come next. */
  word(...words: readonly string[]): boolean {
    if (!this.isWord(...words)) return false;
    this.#at += words.length;
    return true;
  }

  operator(text: string): boolean {
    if (!this.isOperator(text)) return false;
    this.#at += 1;
    return true;
  }

  needWord(...words: readonly string[]): void {
    for (const word of words) if (!this.word(word)) this.fail();
  }

  needOperator(text: string): void {
    if (!this.operator(text)) this.fail();
  }

  /** The first of these keywords that comes next, taken. */
  oneOf<T extends string>(...words: readonly T[]): T {
    return words.find((word) => this.word(word)) ?? this.fail();
  }

  isName(ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'quoted' || (kind === 'word' && !reserved.has(text.toUpperCase()));
  }

  name(): Name {
    if (!this.isName()) this.fail();
    const { value, line, column } = this.next();
    return { text: value, line, column };
  }

  names(): Name[] {
    this.needOperator('(');
    const names = this.list(() => this.name());
    this.needOperator(')');
    return names;
  }

  list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.operator(',')) items.push(read());
    return items;
  }

  /** What `read` makes of the tokens from here, or undefined with none taken. */
  attempt<T>(read: () => T): T | undefined {
    const at = this.#at;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Unparsed)) throw error;
      this.#at = at;
      return undefined;
    }
  }

  /** `varchar(10)`, `array(row(a integer, b varchar))`, `timestamp(3) with time zone`. */
  type(): TypeName {
    let type = this.#baseType();
    while (this.word('ARRAY')) type = { name: 'array', numbers: [], types: [type], fields: [] };
    return type;
  }

  #baseType(): TypeName {
    if (this.peek().kind === 'quoted') this.fail();
    const name = this.name().text.toLowerCase();
    const none = { numbers: [], types: [], fields: [] };
    if (name === 'interval') {
      const from = this.name().text.toLowerCase();
      this.needWord('TO');
      return { name: `interval ${from} to ${this.name().text.toLowerCase()}`, ...none };
    }
    if (name === 'row' && this.operator('(')) {
      const fields = this.list(() => {
        // A lone name is a type: `row(integer)`.
        const named = this.attempt(() => ({ field: this.name().text, type: this.type() }));
        return named ?? { field: undefined, type: this.type() };
      });
      this.needOperator(')');
      return { name, numbers: [], types: fields.map(({ type }) => type), fields: fields.map(({ field }) => field) };
    }
    if (name === 'double' && this.word('PRECISION')) return { name, ...none };
    const close = this.operator('(')
      ? ')'
      : (name === 'array' || name === 'map') && this.operator('<')
        ? '>'
        : undefined;
    const numbers: number[] = [];
    const types: TypeName[] = [];
    if (close !== undefined) {
      this.list(() => {
        if (this.peek().kind === 'integer') numbers.push(Number(this.next().value));
        else types.push(this.type());
      });
      this.needOperator(close);
    }
    const zoned = (name === 'timestamp' || name === 'time') && this.word('WITH', 'TIME', 'ZONE');
    if (!zoned && (name === 'timestamp' || name === 'time')) this.word('WITHOUT', 'TIME', 'ZONE');
    return { name: zoned ? `${name} with time zone` : name, numbers, types, fields: [] };
  }
}

export const at = ({ line, column }: Position): Position => ({ line, column });
