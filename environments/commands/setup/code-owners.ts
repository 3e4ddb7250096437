import { UserError } from '../../../scripts/user-error';
import { CODEOWNERS } from '../preflight/preflight';

/** As it comes with the repository. */
const PLACEHOLDER = '@OWNER/TEAM';

const isRule = (line: string) => /^\s*[^#\s]/.test(line);
const ownersIn = (line: string) =>
  line
    .replace(/\s#.*$/, '')
    .trim()
    .split(/\s+/)
    .slice(1);

/**
 * Whom a new owner takes the place of: the placeholder, while it is there; else who owns every path. Nobody, where a fork
 * has given its paths to several: these are its own affair.
 */
export function replaceableOwner(text: string): string | undefined {
  const owners = [...new Set(text.split('\n').filter(isRule).flatMap(ownersIn))];
  if (owners.includes(PLACEHOLDER)) return PLACEHOLDER;
  return owners.length === 1 ? owners[0] : undefined;
}

/** The file with `owner` in that place, and without the request to edit it. */
export function withOwner(text: string, owner: string): string {
  const replaced = replaceableOwner(text);
  if (replaced === undefined) {
    throw new UserError(
      `${CODEOWNERS}: its paths have several owners, none of them the placeholder; change them by hand.`,
    );
  }
  return text
    .split('\n')
    .filter((line) => !line.startsWith('# EDIT before a real deploy'))
    .map((line) => (isRule(line) ? replaceIn(line, replaced, owner) : line))
    .join('\n');
}

const replaceIn = (line: string, replaced: string, owner: string) =>
  line.replaceAll(/\S+/g, (word) => (word === replaced ? owner : word));

/**
 * Why an owner would agree to nothing. A team must have write access to the repository, which only one of its own
 * organization can have:
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export function ownerFaults(owner: string, repository: string): string[] {
  const [, name, team] = /^@([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\/([\w.-]+))?$/.exec(owner) ?? [];
  if (name === undefined) return [`is ${JSON.stringify(owner)}; write @ORGANIZATION/TEAM, or @USER`];
  if (owner === PLACEHOLDER) return [`is "${owner}"; write the team that must agree to changes of access`];
  const [organization = ''] = repository.split('/');
  if (team === undefined || name.toLowerCase() === organization.toLowerCase()) return [];
  return [`is "${owner}"; a team that can write to ${repository} is one of @${organization}/`];
}
