import { WITHIN } from './pages';

const REFERRING = /(\s(?:id|for|aria-labelledby|aria-describedby|aria-controls|headers)=")([^"]*)"/g;
const LEADING = /((?:href|src)="|url\(['"]?)#([^"')]*)/g;

/**
 * A page's markup as a part of a longer one: its ids are its own there, by what stands before them, so do what refers to
 * them; and its headings are `deeper` by so many. Only tags are touched, which are ours: in anybody's text, `<` is escaped.
 */
export function placed(markup: string, id: string, deeper: number): string {
  const own = (name: string): string => (id === '' ? name : `${id}.${name}`);
  const within = (to: string): string => (`#${to}`.startsWith(WITHIN) ? to.slice(WITHIN.length - 1) : own(to));
  return markup.replace(/<[^>]*>/g, (tag) =>
    tag
      .replace(REFERRING, (_, start: string, names: string) => `${start}${names.split(' ').map(own).join(' ')}"`)
      .replace(LEADING, (_, start: string, to: string) => `${start}#${within(to)}`)
      .replace(
        /^(<\/?)h([1-5])\b/,
        (_, start: string, level: string) => `${start}h${Math.min(6, Number(level) + deeper)}`,
      ),
  );
}
