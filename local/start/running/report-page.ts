/** The link to a page in a message, as mail programs find it: one that is signed, so that it needs no login. */
const linkIn = (message: string): string | undefined => /https?:\/\/\S+[?&]X-Amz-Signature=\S+/.exec(message)?.[0];

/**
 * Follows the link of a message as its reader's browser does: without credentials, by what is signed in the link alone.
 * @throws Error when the page is refused, or isn't one
 */
async function fetchPage(link: string): Promise<string> {
  const answer = await fetch(link);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The link of the message leads to ${answer.status}: ${text.slice(0, 300)}`);
  const type = answer.headers.get('content-type') ?? '';
  if (!type.startsWith('text/html')) throw new Error(`The link of the message leads to ${type}, not to a page.`);
  return text;
}

/**
 * As a subscriber does who opens the link when the message comes: it dies some hours later.
 * @param within an address beyond which no link is followed
 * @throws Error as `fetchPage`
 */
export async function openPage(message: string, within?: string): Promise<string> {
  const link = linkIn(message);
  if (link === undefined) throw new Error("The message has no link to the report's page.");
  if (within !== undefined && new URL(link).origin !== new URL(within).origin)
    throw new Error(`The link of the message leads elsewhere, to ${new URL(link).origin}: it is not followed.`);
  return fetchPage(link);
}
