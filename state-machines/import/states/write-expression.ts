import { refuse, textOf } from '../refusal';
import { FUNCTIONS } from './functions';

/** What `$$` reads wherever it stands, and the builder types. */
const CONTEXT =
  /^\$\$\.(Execution\.(Id|Name|RoleArn|StartTime|RedriveCount)|State\.(Name|EnteredTime|RetryCount)|StateMachine\.(Id|Name)|Map\.Item\.(Index|Value)|Task\.Token)$/;

/** A path or a call of an intrinsic function, as the builder writes it: of a path into the payload the type is the reader's word. */
export function writeExpression(value: unknown, where: string, type = 'unknown'): string {
  const text = textOf(value, where);
  if (text.startsWith('$')) return writePath(text, type);
  const scanner = new Scanner(text.trim(), where);
  const source = scanner.call(type);
  return scanner.atEnd() ? source : refuse(where, `"${text}" goes on after its function`);
}

/** Of a path, what it reads. */
export function writePath(path: string, type: string): string {
  return CONTEXT.test(path) && (path.startsWith('$$.Task') || /^(unknown|string|ParameterOf)\b/.test(type))
    ? JSON.stringify(path)
    : `assume<${type}>(${JSON.stringify(path)})`;
}

class Scanner {
  #at = 0;
  constructor(
    private readonly text: string,
    private readonly where: string,
  ) {}

  atEnd = (): boolean => this.#at === this.text.length;

  call(type: string): string {
    const name = this.take(/States\.([A-Za-z0-9]+)\s*\(\s*/y)?.[1];
    const known = name === undefined ? undefined : FUNCTIONS[name];
    if (known === undefined) return refuse(this.where, `"${this.text}" calls no function of the States Language`);
    const args: string[] = [];
    if (!this.take(/\)/y)) {
      do args.push(this.argument(known.takes[Math.min(args.length, known.takes.length - 1)] ?? 'unknown'));
      while (this.take(/\s*,\s*/y));
      if (!this.take(/\s*\)/y)) return refuse(this.where, `"${this.text}" lacks a )`);
    }
    const source = `fn.${known.called}(${args.join(', ')})`;
    const isKnown =
      known.gives === type ||
      type === 'unknown' ||
      (type.startsWith('ParameterOf') && /^(string|number|boolean)$/.test(known.gives));
    return isKnown ? source : `assume<${type}>(${source})`;
  }

  private argument(type: string): string {
    const text = this.take(/'((?:[^'\\]|\\.)*)'/y)?.[1];
    if (text !== undefined) return JSON.stringify(text.replace(/\\(.)/g, '$1'));
    const path = this.take(/\$(?:[^\s,()[\]]|\[[^\]]*\])*/y)?.[0];
    if (path !== undefined) return writePath(path, type);
    const literal = this.take(/(?:-?\d+|true|false|null)(?=\s*[,)])/y)?.[0];
    return literal ?? this.call(type);
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }
}
