/**
 * A text of somebody else's, for a terminal: what would move its cursor, change its colours or turn its lines around is
 * shown as what it is, `\u001b`. Ends of lines and tabs stay.
 */
export const printable = (text: string): string =>
  text.replaceAll(
    /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
