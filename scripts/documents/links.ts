import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** Relative links of a Markdown file that lead nowhere, or to a heading that is not there: one line each. */
export function brokenLinks(root: string, file: string): string[] {
  const lines = withoutCode(readFileSync(join(root, file), 'utf8')).split('\n');
  return lines.flatMap((line, index) =>
    [...line.matchAll(/\]\(([^()\s]+)\)/g)].flatMap(([, target = '']) => {
      if (/^[a-z]+:/.test(target)) return [];
      const [path = '', anchor] = target.split('#');
      const to = path === '' ? file : posix.normalize(posix.join(dirname(file), decodeURI(path)));
      const place = `${file}:${index + 1}`;
      if (!existsSync(join(root, to))) return [`${place}: ${target} is not there.`];
      if (anchor === undefined || anchorsOf(readFileSync(join(root, to), 'utf8')).has(anchor)) return [];
      return [`${place}: ${to} has no heading #${anchor}.`];
    }),
  );
}

const BLOCK = /^( *)```.*\n[\s\S]*?^\1```$/gm;

/** Blocks of code as empty lines, so that lines keep their number. */
const withoutCode = (text: string): string =>
  text.replaceAll(BLOCK, (block) => block.replaceAll(/[^\n]/g, '')).replaceAll(/`[^`\n]*`/g, '');

/**
 * What GitHub makes of headings: lower case, no punctuation, hyphens for blanks, a number where one stands twice.
 * https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links
 */
function anchorsOf(text: string): Set<string> {
  const seen = new Map<string, number>();
  const code = text.replaceAll(BLOCK, '');
  return new Set(
    [...code.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
      const anchor = heading
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '')
        .trim()
        .replaceAll(' ', '-');
      const before = seen.get(anchor) ?? 0;
      seen.set(anchor, before + 1);
      return before === 0 ? anchor : `${anchor}-${before}`;
    }),
  );
}
