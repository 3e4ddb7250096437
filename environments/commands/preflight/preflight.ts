import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { UserError } from '../../../scripts/user-error';
import { environments } from '../../all';
import { github } from '../../github';
import { githubPlaceholders } from '../../github-settings';
import { environmentOption } from '../options';
import type { ValidSettings } from '../../settings';

export const CODEOWNERS = '.github/CODEOWNERS';

/** `npm run preflight`: fails, and names all of it at once, while anything must be edited before a real deploy. */
export async function main(args: readonly string[]): Promise<number> {
  const checked = environments(environmentOption(args, 'npm run preflight [-- --env NAME]'));
  const edits = unready(checked);
  if (edits.length > 0) {
    throw new UserError(`${edits.length} settings must be edited before a real deploy:\n${edits.join('\n')}`);
  }
  console.log(`Ready to deploy: ${checked.map(({ environment }) => environment).join(', ')}`);
  return 0;
}

/** All that stands between these environments and a real deploy, one line each. */
export const unready = (
  checked: readonly ValidSettings[],
  repository = github,
  owners = readFileSync(join(repositoryRoot(), CODEOWNERS), 'utf8'),
): string[] => [
  ...checked.flatMap(placeholders),
  ...sharedAccounts(checked),
  ...githubPlaceholders(repository),
  ...ownerPlaceholders(owners),
];

/** Paths that nobody owns yet: GitHub takes a team that is not there for none, and asks nobody. */
export function ownerPlaceholders(text: string): string[] {
  const count = text.split('\n').filter((line) => /^[^#].*@OWNER\//.test(line)).length;
  return count === 0
    ? []
    : [`  ${CODEOWNERS}: ${count} paths are of @OWNER/TEAM; write the team that must agree to changes of access`];
}

/**
 * The bucket of states and the trust in GitHub are one an account: two environments in the same account would each hold
 * them, and the second bootstrap would fail, or take them from the first.
 */
export const sharedAccounts = (checked: readonly Pick<ValidSettings, 'environment' | 'accountId'>[]): string[] =>
  checked.flatMap(({ environment, accountId }, index) => {
    const first = checked.slice(0, index).find((other) => other.accountId === accountId);
    return first === undefined
      ? []
      : [
          `  environments/${environment}.ts: accountId is "${accountId}", as in environments/${first.environment}.ts; ` +
            'write the account of its own that each environment needs',
        ];
  });

/** RFC 2606 sets these names aside for examples: mail to them reaches nobody. */
const EXAMPLE = /(^|[@./])example\.(com|net|org)\b|\.(example|invalid|test)\b/;

/** The settings that are still as they came: good for the local run, of no use in AWS. One line each. */
export function placeholders(
  settings: Pick<ValidSettings, 'environment' | 'accountId' | 'subscribers' | 'operators'>,
): string[] {
  const { environment, subscribers, operators } = settings;
  const file = `  environments/${environment}.ts:`;
  const recipients = (setting: string, of: ValidSettings['subscribers'], what: string): string[] => {
    if (of.length === 0) return [`${file} ${setting} is empty; write at least one, or nobody gets ${what}`];
    return of.flatMap(({ endpoint }, index) =>
      EXAMPLE.test(endpoint)
        ? [`${file} ${setting}[${index}].endpoint is "${endpoint}"; write the address that shall get ${what}`]
        : [],
    );
  };
  const edits = [
    ...recipients('subscribers', subscribers, 'the reports'),
    ...recipients('operators', operators, 'the alarms'),
  ];
  return [...accountPlaceholder(settings), ...edits];
}

/** The account's number, while it is still as it came. */
export const accountPlaceholder = ({
  environment,
  accountId,
}: Pick<ValidSettings, 'environment' | 'accountId'>): string[] =>
  // AWS hands out no number that begins with so many zeros.
  /^0{6}/.test(accountId)
    ? [
        `  environments/${environment}.ts: accountId is "${accountId}"; write your account's twelve digits (aws sts get-caller-identity)`,
      ]
    : [];
