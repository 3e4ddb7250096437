import { UserError } from '../../../../scripts/user-error';

/** A function, a method, or a variable or constant of a package. */
export interface Declaration {
  readonly name: string;
  /** The type that it is a method of. */
  readonly receiver?: { readonly name: string; readonly type: string };
  readonly isFunction: boolean;
  /** With comments and the contents of strings blanked out, at the places where they stand in `raw`. */
  readonly text: string;
  readonly raw: string;
  readonly file: GoFile;
}

/** What is read of one Go file, as gofmt lays it out: https://pkg.go.dev/cmd/gofmt */
export interface GoFile {
  /** Below internal/service. */
  readonly path: string;
  readonly raw: string;
  /** Import paths by the name that the file has for them. */
  readonly imports: ReadonlyMap<string, string>;
  readonly declarations: readonly Declaration[];
}

const COMMENTS_AND_LITERALS = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])+'/g;

/** Where a declaration starts, and what else may stand at the first column: its end, or a label. */
const START = /^(?:func|var|const|type|import|package)\b/;
const WITHIN = /^(?:[})].*|\w+:|)$/;

/** @throws UserError naming the file and the line that gofmt would not write */
export function readGoFile(path: string, raw: string): GoFile {
  const blank = raw.replace(COMMENTS_AND_LITERALS, (found) => found.replace(/[^\n]/g, ' '));
  const starts: number[] = [];
  let offset = 0;
  blank.split('\n').forEach((line, index) => {
    if (START.test(line)) starts.push(offset);
    else if ((!/^\s/.test(line) && !WITHIN.test(line)) || /["'`]/.test(line)) {
      throw new UserError(
        `${path}:${index + 1} can't be read: "${line.trim().slice(0, 60)}" is not as gofmt writes it.`,
      );
    }
    offset += line.length + 1;
  });
  const imports = new Map<string, string>();
  const declarations: Declaration[] = [];
  const file: GoFile = { path, raw, imports, declarations };
  starts.forEach((start, index) => {
    const end = starts[index + 1] ?? raw.length;
    const text = blank.slice(start, end);
    if (!isBalanced(text)) {
      throw new UserError(`${path}: the brackets of "${text.split('\n')[0]}" don't match: it can't be read.`);
    }
    if (text.startsWith('import'))
      importsOf(raw.slice(start, end), text).forEach(([name, from]) => imports.set(name, from));
    else declarations.push(...declared(text, raw.slice(start, end), file));
  });
  return file;
}

function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (const [bracket] of text.matchAll(/[()[\]{}]/g)) {
    if ('([{'.includes(bracket)) open.push(bracket);
    else if (open.pop() !== { ')': '(', ']': '[', '}': '{' }[bracket]) return false;
  }
  return open.length === 0;
}

function importsOf(raw: string, blank: string): [string, string][] {
  return [...raw.matchAll(/(?:(\w+|\.) )?"([^"]+)"/g)]
    .filter(({ index }) => !blank.slice(index).startsWith('//'))
    .map(([, alias, from = '']) => [alias ?? defaultName(from), from]);
}

/** The package's name, but for its major version. */
const defaultName = (from: string): string =>
  from
    .split('/')
    .filter((part) => !/^v\d+$/.test(part))
    .at(-1)
    ?.replace(/^go-|-go$/g, '') ?? from;

function declared(text: string, raw: string, file: GoFile): Declaration[] {
  const func = /^func (?:\((?:(\w+) )?\*?(\w+)(?:\[[^\]]*\])?\) )?(\w+)[[(]/.exec(text);
  if (func) {
    const [, self = '_', type, name = ''] = func;
    const receiver = type === undefined ? {} : { receiver: { name: self, type } };
    return [{ name, ...receiver, isFunction: true, text, raw, file }];
  }
  if (text.startsWith('func')) throw new UserError(`${file.path}: "${text.split('\n')[0]}" can't be read.`);
  if (!/^(?:var|const)\b/.test(text)) return [];
  const names = /^\w+ \(/.test(text)
    ? [...text.matchAll(/^\t(\w+(?:, \w+)*)/gm)].flatMap(([, some = '']) => some.split(', '))
    : (/^\w+ (\w+(?:, \w+)*)/.exec(text)?.[1]?.split(', ') ?? []);
  return names.map((name) => ({ name, isFunction: false, text, raw, file }));
}
