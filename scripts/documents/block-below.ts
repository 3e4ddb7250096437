import { UserError } from '../user-error';

/** A document with `said` in the block of code below a comment, `<!-- npm start -->`. @throws UserError where there is none */
export function withBlockBelow(text: string, comment: string, said: string): string {
  const before = `<!-- ${comment} -->\n\n\`\`\`\n`;
  const start = text.indexOf(before) + before.length;
  const end = text.indexOf('\n```\n', start);
  if (start < before.length || end < 0) throw new UserError(`There is no block of code below "<!-- ${comment} -->".`);
  return `${text.slice(0, start)}${said.trim()}${text.slice(end)}`;
}
