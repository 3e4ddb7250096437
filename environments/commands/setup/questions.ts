import { validGitHub, githubPlaceholders } from '../../github-settings';
import { placeholders, sharedAccounts } from '../preflight/preflight';
import { settingFaults, type Settings } from '../../settings';
import { UserError } from '../../../scripts/user-error';
import { ownerFaults } from './code-owners';
import { originOf } from './origin';
import { type Proposal, withSettings } from './proposal';
import { recipientsOf, recipientsText } from './recipients';

export interface Question {
  /** The option that answers it, without its dashes. */
  readonly flag: string;
  readonly asks: string;
  /** Where its answer is found, or what form it has. */
  readonly hint: (proposal: Proposal) => string;
  readonly read: (proposal: Proposal) => string;
  /** What is likely, where nothing usable stands there yet. */
  readonly suggest?: (root: string) => string | undefined;
  readonly put: (proposal: Proposal, answer: string) => Proposal;
  /** What is wrong with the answer, one line each; also while it is as it came. */
  readonly faults: (proposal: Proposal) => string[];
}

/** All that `npm run preflight` names, in the order in which one depends on another. */
export const questionsOf = (present: Proposal): Question[] => [
  ...shared(present, 'application', 'Application, of which every name is made', 'letters, digits and hyphens'),
  ...shared(present, 'region', 'Region', 'such as eu-west-1'),
  ...present.environments.flatMap(({ environment }) => [
    account(environment),
    recipients(environment, 'subscribers', 'the reports'),
    recipients(environment, 'operators', 'the alarms'),
  ]),
  repository,
  subjectPrefix,
  ...(present.owner === undefined ? [] : [owner]),
];

/** One question for all environments that say the same; where they don't, one each. */
function shared({ environments }: Proposal, setting: 'application' | 'region', asks: string, hint: string): Question[] {
  const names = environments.map(({ environment }) => environment);
  const alike = new Set(environments.map((settings) => settings[setting])).size === 1;
  const groups = alike ? [names] : names.map((name) => [name]);
  return groups.map((group) => ({
    flag: alike ? setting : `${setting}-${group.join()}`,
    asks: alike ? asks : `${group.join()}: ${asks}`,
    hint: () => hint,
    read: (proposal) => settingsOf(proposal, group[0])[setting],
    put: (proposal, answer) => withSettings(proposal, { [setting]: answer }, group),
    faults: (proposal) => settingFaults(settingsOf(proposal, group[0]), [setting]).map(withoutName),
  }));
}

const account = (environment: string): Question => ({
  flag: `account-${environment}`,
  asks: `${environment}: account`,
  hint: () => 'twelve digits: aws sts get-caller-identity',
  read: (proposal) => settingsOf(proposal, environment).accountId,
  put: (proposal, answer) => withSettings(proposal, { accountId: answer }, [environment]),
  faults: (proposal) => faultsIn(proposal, environment, ['accountId'], sharedAccounts(proposal.environments)),
});

const recipients = (environment: string, setting: 'subscribers' | 'operators', what: string): Question => ({
  flag: `${setting}-${environment}`,
  asks: `${environment}: who gets ${what}`,
  hint: () => 'addresses, with commas; of another protocol: https://…, sqs:ARN, lambda:ARN, sms:NUMBER',
  read: (proposal) => recipientsText(settingsOf(proposal, environment)[setting]),
  put: (proposal, answer) => withSettings(proposal, { [setting]: recipientsOf(answer) }, [environment]),
  // AWS mails the warnings of a budget to operators.
  faults: (proposal) =>
    faultsIn(proposal, environment, setting === 'operators' ? [setting, 'monthlyBudgetUsd'] : [setting]),
});

const repository: Question = {
  flag: 'repository',
  asks: 'Repository on GitHub',
  hint: () => 'OWNER/REPO, as in its address',
  read: ({ github }) => github.repository,
  suggest: originOf,
  put: (proposal, answer) => ({ ...proposal, github: { ...proposal.github, repository: answer } }),
  faults: ({ github }) => {
    const alone = { ...github, subjectPrefix: `repo:${github.repository}` };
    return [...githubFaults(() => validGitHub(alone)), ...githubPlaceholders(alone).map(withoutName)];
  },
};

const subjectPrefix: Question = {
  flag: 'subject-prefix',
  asks: 'How the sub of its tokens begins',
  hint: ({ github: { repository: named } }) => {
    const [first, second] = named.split('/');
    return (
      `repo:${named}, or repo:${first}@OWNERID/${second}@REPOID where it was made since 15 July 2026: docs/roles.md; ` +
      `the numbers: gh api repos/${named} --jq '[.owner.id, .id]'`
    );
  },
  read: ({ github }) => github.subjectPrefix,
  put: (proposal, answer) => ({ ...proposal, github: { ...proposal.github, subjectPrefix: answer } }),
  faults: ({ github }) => [
    ...githubFaults(() => validGitHub(github)),
    ...githubPlaceholders(github).map(() => `is ${JSON.stringify(github.subjectPrefix)}, as it came`),
  ],
};

const owner: Question = {
  flag: 'code-owners',
  asks: 'Who must agree to changes of access',
  hint: ({ github }) => `@${github.repository.split('/')[0]}/TEAM, or @USER`,
  read: (proposal) => proposal.owner ?? '',
  put: (proposal, answer) => ({ ...proposal, owner: answer }),
  faults: (proposal) => ownerFaults(proposal.owner ?? '', proposal.github.repository),
};

function settingsOf({ environments }: Proposal, name: string | undefined): Settings {
  const found = environments.find(({ environment }) => environment === name);
  if (!found) throw new Error(`There is no environment ${name}.`);
  return found;
}

/** The settings' own faults; where there are none, what preflight says of them. */
function faultsIn(
  proposal: Proposal,
  environment: string,
  settings: readonly string[],
  more: readonly string[] = [],
): string[] {
  const of = settingsOf(proposal, environment);
  const own = settingFaults(of, settings);
  if (own.length > 0) return own.map(withoutName);
  const [first = ''] = settings;
  const file = `  environments/${environment}.ts: `;
  return [...placeholders(of), ...more].filter((line) => line.startsWith(`${file}${first}`)).map(withoutName);
}

/** What is said of the value alone, where the question names the setting. */
const withoutName = (line: string) =>
  line.replace(/^ *(?:\S+\.ts: )?(?:(?:application|region|accountId|repository|subjectPrefix):? (?=is ))?/, '');

function githubFaults(check: () => unknown): string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof UserError) return [withoutName(error.message)];
    throw error;
  }
}
