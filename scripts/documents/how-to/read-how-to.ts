import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A place in a file: these lines, one after the other, become those. */
export interface Hunk {
  readonly before: string;
  readonly after: string;
}

export interface Edit {
  readonly file: string;
  readonly hunks: readonly Hunk[];
}

/** What happens in the order of the text: an edit, a command that must pass, or one that must fail and name what is next. */
export type Deed =
  | { readonly kind: 'edit'; readonly edit: Edit }
  | { readonly kind: 'passes'; readonly command: string }
  | { readonly kind: 'fails'; readonly command: string; readonly names: readonly string[] };

export interface HowTo {
  readonly title: string;
  readonly deeds: readonly Deed[];
}

/** A document of how-tos, each of which finds what the one before it leaves. */
export interface Page {
  readonly file: string;
  readonly text: string;
  readonly howTos: readonly HowTo[];
}

/** `docs/how-to/README.md`, each section of which is a how-to if it has steps; then each page beside it, which is one. */
export function readPages(root: string): Page[] {
  const pageOf = (file: string, howTosOf: (text: string) => HowTo[]): Page => {
    const text = readFileSync(join(root, file), 'utf8');
    return { file, text, howTos: howTosOf(text) };
  };
  const sections = (text: string) => text.split(/^## /m).slice(1).map(howToOf);
  const files = readdirSync(join(root, 'docs/how-to'))
    .filter((name) => name !== 'README.md')
    .sort();
  return [
    pageOf('docs/how-to/README.md', (text) => sections(text).filter(({ deeds }) => deeds.length > 0)),
    ...files.map((name) => pageOf(`docs/how-to/${name}`, (text) => [howToOf(text.replace(/^# /, ''))])),
  ];
}

/** Files, from the top. */
export const editedIn = ({ howTos }: Page): string[] =>
  howTos.flatMap(({ deeds }) => deeds.flatMap((deed) => (deed.kind === 'edit' ? [deed.edit.file] : [])));

const howToOf = (section: string): HowTo => ({ title: section.split('\n')[0] ?? '', deeds: deedsOf(section) });

/** A block of code with the indentation of its step, or a sentence that says what fails. */
const DEED = /^( *)```(diff)?\n([\s\S]*?)^\1```$|`([^`]+)`\snow\sfails,\sand\snames\s([^.]*(?:\.(?!\s)[^.]*)*)/gm;

function deedsOf(section: string): Deed[] {
  return [...section.matchAll(DEED)].flatMap(([, indent = '', diff, block = '', command, named]): Deed[] => {
    if (command !== undefined && named !== undefined) {
      return [{ kind: 'fails', command, names: [...named.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name) }];
    }
    const lines = block.split('\n').map((line) => line.slice(indent.length));
    if (diff) return [{ kind: 'edit', edit: editOf(lines.slice(0, -1)) }];
    return lines.filter((line) => line !== '').map((line) => ({ kind: 'passes', command: line }));
  });
}

/** `# FILE`, then lines as a diff has them; `@@` between places. */
function editOf([head = '', ...lines]: readonly string[]): Edit {
  const file = /^# (\S+)$/.exec(head)?.[1];
  if (file === undefined) throw new Error(`A diff must begin with "# FILE", and not with ${JSON.stringify(head)}.`);
  const hunks = lines
    .join('\n')
    .split(/^@@\n/m)
    .map((hunk) => hunk.replace(/\n$/, '').split('\n'));
  const side = (hunk: readonly string[], sign: string) =>
    hunk
      .filter((line) => line === '' || line.startsWith(' ') || line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  return { file, hunks: hunks.map((hunk) => ({ before: side(hunk, '-'), after: side(hunk, '+') })) };
}
