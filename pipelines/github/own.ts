import { UserError } from '../../scripts/user-error';

/** Who `GITHUB_TOKEN` writes as. */
export const BOT = 'github-actions[bot]';

/** GitHub refuses a longer body, of comments and issues alike. */
const LONGEST_BODY = 65_536;

/** A comment or an issue, as far as it tells whose it is. */
interface Written {
  readonly body?: string | null | undefined;
  readonly user?: { readonly login?: string; readonly type?: string } | null;
}

/**
 * Whether we wrote it: anybody can write our marker, and what others wrote is not ours to change.
 * @param marker a comment of HTML, which nobody sees
 */
export const isOwn = ({ body, user }: Written, marker: string): boolean =>
  user?.login === BOT && user.type === 'Bot' && (body ?? '').startsWith(marker);

/** @throws UserError for a body that GitHub would refuse */
export function marked(marker: string, body: string): string {
  const whole = `${marker}\n${body}`;
  if (whole.length <= LONGEST_BODY) return whole;
  throw new UserError(`The body has ${whole.length} characters, and GitHub takes ${LONGEST_BODY}: shorten it.`);
}
