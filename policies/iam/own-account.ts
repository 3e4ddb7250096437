/**
 * How committed files write the account's own id: who sets it to deploy changes no access, and finds no difference. Other
 * accounts' ids stay as they are.
 */
const PLACEHOLDER = '<account>';

/** Not in a longer number or name, and not the end of a UUID. */
const ALONE = '(?<![0-9A-Za-z]|[0-9a-f]{8}(-[0-9a-f]{4}){3}-)';

/** With the placeholder in place of the id, wherever it stands by itself. */
export const withoutAccount = <T>(value: T, accountId: string): T =>
  inText(value, (text) => text.replaceAll(new RegExp(`${ALONE}${accountId}(?![0-9A-Za-z])`, 'g'), PLACEHOLDER));

/** The opposite. */
export const withAccount = <T>(value: T, accountId: string): T =>
  inText(value, (text) => text.replaceAll(PLACEHOLDER, accountId));

/** Of JSON values; names of fields too: policies go by ARN. */
const inText = <T>(value: T, change: (text: string) => string): T => JSON.parse(change(JSON.stringify(value))) as T;
