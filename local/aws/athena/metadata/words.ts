import { reserved, type Token } from '../trino/grammar/token';

/**
 * The words of a statement in Hive's grammar: names are plain, or in back quotes where they have a hyphen.
 * https://docs.aws.amazon.com/athena/latest/ug/show-columns.html
 */
export class Words {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.#peek?.kind === 'end';
  }

  /** Takes the first of these keywords that comes next. */
  keyword(...keywords: readonly string[]): boolean {
    const { kind, text } = this.#peek ?? {};
    return kind === 'word' && keywords.includes(text?.toUpperCase() ?? '') && this.#take();
  }

  name(): string | undefined {
    const { kind, text = '' } = this.#peek ?? {};
    const quoted = kind === 'other' ? /^`([^`]+)`$/.exec(text)?.[1] : undefined;
    const name = quoted ?? (kind === 'word' && !reserved.has(text.toUpperCase()) ? text : undefined);
    if (name !== undefined) this.#take();
    return name?.toLowerCase();
  }

  /** `table` or `database.table`. */
  table(): TableName | undefined {
    const first = this.name();
    if (first === undefined || !(this.#peek?.kind === 'operator' && this.#peek.text === '.')) {
      return first === undefined ? undefined : { name: first };
    }
    this.#take();
    const name = this.name();
    return name === undefined ? undefined : { database: first, name };
  }

  string(): string | undefined {
    const { kind, value } = this.#peek ?? {};
    return kind === 'string' && this.#take() ? value : undefined;
  }

  get #peek(): Token | undefined {
    return this.tokens[this.#at];
  }

  #take(): true {
    this.#at += 1;
    return true;
  }
}

export interface TableName {
  readonly database?: string;
  readonly name: string;
}
