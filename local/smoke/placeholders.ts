/** What is put in place of what only concerns an account, so that a page can be handed on. */
export const PLACEHOLDERS = {
  ACCOUNT: "the environment's account id",
  'OTHER-ACCOUNT': 'an account id of somebody else, in an ARN',
  'KEY-ID': 'the id of a KMS key, which AWS draws',
} as const;

/** Puts placeholders into a text: AWS's, or the local account's, which has a symbol for an id that AWS will draw. */
export function withPlaceholders(text: string, accountId: string): string {
  return text
    .replaceAll(new RegExp(`(?<!\\d)${accountId}(?!\\d)`, 'g'), 'ACCOUNT')
    .replaceAll(/(?<=\barn:[\w-]*:[\w-]*:[\w-]*:)\d{12}(?=:)/g, 'OTHER-ACCOUNT')
    .replaceAll(/(?<=:key\/)(?:\u27E6[^\u27E7]*\u27E7|(?:mrk-)?[0-9a-f-]{32,36})/g, 'KEY-ID');
}
