/** Which main a comment's plan was made with, and what is said once that main is no longer what is deployed. */

const MADE_ON = /^<!-- main: ([0-9a-f]{40}) -->$/m;
const NOTICE = /^> \[!WARNING\]\n> .* <!-- outdated -->\n\n/m;

/** The text with the main that it was made with, which nobody sees. */
export const madeOn = (main: string | undefined, text: string): string =>
  main === undefined ? text : `<!-- main: ${main} -->\n${text}`;

export const mainIn = (body: string): string | undefined => MADE_ON.exec(body)?.[1];

/**
 * The body with a line on top that says since what it is outdated. A run that is started again has the same merge commit:
 * https://docs.github.com/en/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs
 * @param what was applied: `#12`, or a commit
 */
export function outdated(body: string, what: string): string {
  const notice =
    `> [!WARNING]\n> **Made before ${what} was applied:** it may say what no longer holds. Update the branch, or push, for ` +
    'a new one; a run that is started again plans the old main. <!-- outdated -->\n\n';
  return withNotice(body, notice);
}

/** A body of the same main keeps what was said of the one that it takes the place of. */
export function withNoticeOf(there: string | undefined, body: string): string {
  const notice = NOTICE.exec(there ?? '')?.[0];
  return there === undefined || notice === undefined || mainIn(there) !== mainIn(body)
    ? body
    : withNotice(body, notice);
}

function withNotice(body: string, notice: string): string {
  const bare = body.replace(NOTICE, '');
  return bare.replace(/^(?:<!--.*-->\n)*/, (markers) => `${markers}${notice}`);
}
