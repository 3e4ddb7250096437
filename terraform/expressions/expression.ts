import { opaque } from './opaque';
import { type Json } from '../stack';
import { parseTemplate } from './template';

/** One step of a traversal: an attribute's name or an index. */
export type Step = string | number;

/** What an expression can look up. */
export interface Scope {
  /**
   * The value at a traversal such as `['aws_s3_bucket', 'events', 'arn']`.
   * @returns undefined when it can't be known before an apply.
   */
  lookUp(steps: readonly Step[]): Json | undefined;
  /** Hears of an expression that is not read: its value may be anything, `*` too. */
  unread?(source: string): void;
}

/** Functions that only rearrange text, so that opaque symbols pass through them unharmed. */
const functions: Readonly<Record<string, (args: Json[]) => Json | undefined>> = {
  join: ([separator, ...lists]) =>
    lists
      .flat()
      .map(scalarText)
      .join(scalarText(separator ?? '')),
  concat: (lists) => lists.flat(),
  jsonencode: ([value]) => JSON.stringify(value ?? null),
  tostring: ([value]) => scalarText(value ?? ''),
  tolist: ([list]) => list,
  toset: ([list]) => (Array.isArray(list) ? [...new Set(list)] : undefined),
};

class NotRead extends Error {}

/** Text of a string, number or boolean, as Terraform interpolates it. */
export function scalarText(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new NotRead('a list, a map or null in a template');
}

/**
 * Evaluates a Terraform expression: references, literals, lists, maps, and the functions above.
 * Anything else (operators, conditionals, other functions) becomes an opaque symbol of its source text, and is told to
 * the scope; its references are still looked up, so that a dangling one is noticed.
 * https://developer.hashicorp.com/terraform/language/expressions
 */
export function evaluate(source: string, scope: Scope): Json {
  const parser = new Parser(source, scope);
  try {
    return parser.whole();
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    scope.unread?.(source);
    touchReferences(source, scope);
    return opaque(source);
  }
}

/** Evaluates a template. One that is a single `${…}` keeps its value's type, as Terraform does. */
export function evaluateTemplate(text: string, scope: Scope): Json {
  if (!text.includes('${') && !text.includes('%{')) return text;
  const parts = parseTemplate(text);
  const [first] = parts;
  if (first && parts.length === 1 && 'expression' in first) return evaluate(first.expression, scope);
  return parts
    .map((part) => {
      if ('literal' in part) return part.literal;
      const value = evaluate(part.expression, scope);
      if (typeof value !== 'object') return String(value);
      // Terraform has no text for a list, a map or null.
      scope.unread?.(part.expression);
      return opaque(part.expression);
    })
    .join('');
}

const REFERENCE = /(?<![\w."-])(?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][\w-]*/g;

/** Addresses of the blocks that an expression refers to, in its order, whatever else it says. */
export const referencesIn = (source: string): string[] =>
  source.replaceAll(/"(?:[^"\\$]|\\.|\$(?!\{))*"/g, '""').match(REFERENCE) ?? [];

function touchReferences(source: string, scope: Scope): void {
  for (const reference of referencesIn(source)) scope.lookUp(reference.split('.'));
}

/** A recursive-descent parser that evaluates as it goes. */
class Parser {
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly scope: Scope,
  ) {}

  whole(): Json {
    const value = this.value();
    if (this.match(/\s*/y) && this.at < this.source.length) throw new NotRead(this.source.slice(this.at));
    return value;
  }

  private value(): Json {
    this.match(/\s*/y);
    if (this.source[this.at] === '"') return this.string();
    if (this.take('[')) return this.list();
    if (this.take('{')) return this.map();
    const number = this.match(/-?\d+(?:\.\d+)?/y);
    if (number !== undefined) return Number(number);
    const from = this.at;
    const word = this.match(/[A-Za-z_][\w-]*/y);
    if (word === undefined) throw new NotRead(this.source.slice(this.at));
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') throw new NotRead('null');
    return this.take('(') ? this.call(word) : this.traversal(word, from);
  }

  private call(name: string): Json {
    const args: Json[] = [];
    while (!this.take(')')) {
      args.push(this.value());
      if (!this.take(',') && !this.peek(')')) throw new NotRead(name);
    }
    const result = Object.hasOwn(functions, name) ? functions[name]?.(args) : undefined;
    if (result === undefined) throw new NotRead(name);
    return result;
  }

  private traversal(word: string, from: number): Json {
    const steps: Step[] = [word];
    for (;;) {
      const index = this.match(/\[\s*\d+\s*\]|\.\d+/y);
      if (index !== undefined) {
        steps.push(Number(index.replaceAll(/[^\d]/g, '')));
        continue;
      }
      const attribute = this.match(/\.[A-Za-z_][\w-]*/y);
      if (attribute !== undefined) {
        steps.push(attribute.slice(1));
        continue;
      }
      const key = this.match(/\[\s*"[^"\\$]*"\s*\]/y);
      if (key === undefined) break;
      steps.push(key.slice(key.indexOf('"') + 1, key.lastIndexOf('"')));
    }
    if (this.source[this.at] === '.' || this.source[this.at] === '[') throw new NotRead('splat');
    return this.scope.lookUp(steps) ?? opaque(this.source.slice(from, this.at));
  }

  private list(): Json[] {
    const items: Json[] = [];
    while (!this.take(']')) {
      items.push(this.value());
      if (!this.take(',') && !this.peek(']')) throw new NotRead('list');
    }
    return items;
  }

  private map(): Json {
    const entries: [string, Json][] = [];
    while (!this.take('}')) {
      this.match(/\s*/y);
      const key = this.source[this.at] === '"' ? this.string() : this.match(/[A-Za-z_][\w-]*/y);
      if (typeof key !== 'string' || !(this.take('=') || this.take(':'))) throw new NotRead('map');
      entries.push([key, this.value()]);
      if (!this.take(',') && !this.peek('}')) throw new NotRead('map');
    }
    return Object.fromEntries(entries);
  }

  /** A quoted string, which is a template of its own. */
  private string(): Json {
    const quoted = this.match(/"(?:[^"\\$]|\\.|\$(?!\{)|\$\{[^"{}]*\})*"/y);
    if (quoted === undefined) throw new NotRead('string');
    // "\u002a" is "*": https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
    if (/\\[^nrt"\\]/.test(quoted.replaceAll('\\\\', ''))) throw new NotRead('escape');
    const text = quoted.slice(1, -1).replaceAll(/\\(n|r|t|"|\\)/g, (_, char: string) => ESCAPES[char] ?? char);
    return evaluateTemplate(text, this.scope);
  }

  private peek(char: string): boolean {
    this.match(/\s*/y);
    return this.source[this.at] === char;
  }

  private take(char: string): boolean {
    if (!this.peek(char)) return false;
    this.at += 1;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
