import { UserError } from '../scripts/user-error';

export interface GitHub {
  /** `OWNER/REPO` */
  readonly repository: string;
  /**
   * How the `sub` claim of the repository's tokens begins: `repo:OWNER/REPO`, or `repo:OWNER@OWNERID/REPO@REPOID` where
   * GitHub sends the immutable form.
   * https://docs.github.com/en/actions/reference/security/oidc
   */
  readonly subjectPrefix: string;
}

const FILE = 'environments/github.ts';
const REPOSITORY = /^([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)\/([\w.-]+)$/;

/**
 * Checks what the trust of every role depends on: with another prefix no workflow is let in, or a stranger's is.
 * @throws UserError naming field, value and remedy
 */
export function validGitHub({ repository, subjectPrefix }: GitHub): GitHub {
  const [, owner, name] = REPOSITORY.exec(repository) ?? [];
  if (owner === undefined || name === undefined) {
    throw new UserError(`${FILE}: repository is ${JSON.stringify(repository)}; write OWNER/REPO, as in its address.`);
  }
  const allowed = new RegExp(`^repo:${literal(owner)}(?:/${literal(name)}|@\\d+/${literal(name)}@\\d+)$`);
  if (!allowed.test(subjectPrefix)) {
    throw new UserError(
      `${FILE}: subjectPrefix is ${JSON.stringify(subjectPrefix)}; write "repo:${repository}" or, where GitHub sends the ` +
        `immutable form, "repo:${owner}@OWNERID/${name}@REPOID" with the two numbers (docs/roles.md says where they stand).`,
    );
  }
  return { repository, subjectPrefix };
}

const literal = (text: string) => text.replaceAll(/[.-]/g, '\\$&');

/** What must be edited before a real deploy, one line each. */
export const githubPlaceholders = ({ repository }: GitHub): string[] =>
  repository === 'OWNER/REPO'
    ? [`  ${FILE}: repository is "OWNER/REPO"; write your repository, and the subjectPrefix that its tokens have`]
    : [];
