import { shippedDev, shippedGitHub, shippedProd } from '../synth/shipped';
import { missingAnswers, takeAnswers } from './answers';
import type { Proposal } from './proposal';
import { questionsOf } from './questions';

const present: Proposal = { environments: [shippedDev, shippedProd], github: shippedGitHub, owner: '@OWNER/TEAM' };
const questions = questionsOf(present);
const GIVEN: Readonly<Record<string, string>> = {
  'account-dev': '210987654321',
  'subscribers-dev': 'team@contoso.eu',
  'operators-dev': 'ops@contoso.eu',
  'account-prod': '310987654321',
  'subscribers-prod': 'everybody@contoso.eu',
  'operators-prod': 'ops@contoso.eu',
  repository: 'contoso/video',
  'subject-prefix': 'repo:contoso/video',
  'code-owners': '@contoso/platform',
};

test('what is given is taken, and nothing else changes', () => {
  const { environments, github, owner } = takeAnswers(present, questions, GIVEN);
  expect(environments).toEqual([
    {
      ...shippedDev,
      accountId: '210987654321',
      subscribers: [{ protocol: 'email', endpoint: 'team@contoso.eu' }],
      operators: [{ protocol: 'email', endpoint: 'ops@contoso.eu' }],
    },
    {
      ...shippedProd,
      accountId: '310987654321',
      subscribers: [{ protocol: 'email', endpoint: 'everybody@contoso.eu' }],
      operators: [{ protocol: 'email', endpoint: 'ops@contoso.eu' }],
    },
  ]);
  expect({ github, owner }).toEqual({
    github: { repository: 'contoso/video', subjectPrefix: 'repo:contoso/video' },
    owner: '@contoso/platform',
  });
});

test('each that is missing is named alone', () => {
  for (const flag of Object.keys(GIVEN)) {
    const rest = Object.fromEntries(Object.entries(GIVEN).filter(([name]) => name !== flag));
    // Without the repository, the other two are about none.
    const also = flag === 'repository' ? { ...rest, 'subject-prefix': '', 'code-owners': '' } : rest;
    expect(missingAnswers(present, questions, also)).toEqual([`--${flag}`]);
  }
});

test.each([
  ['region', 'us-gov-west-1', 'is "us-gov-west-1"; that lies in AWS GovCloud (US), the partition aws-us-gov'],
  ['region', 'eu-wets-1', 'is "eu-wets-1"; there is no such region'],
  ['account-dev', '1234', 'is "1234"; must be twelve digits, as text'],
  ['account-dev', '000000000009', 'is "000000000009"; write your account\'s twelve digits'],
  ['account-prod', '210987654321', 'is "210987654321", as in environments/dev.ts; write the account of its own'],
  ['subscribers-dev', 'team', 'subscribers[0].endpoint: is "team"; must be an email address'],
  ['operators-prod', 'a@example.com', 'operators[0].endpoint is "a@example.com"; write the address'],
  ['repository', 'https://github.com/contoso/video', 'write OWNER/REPO, as in its address'],
  ['subject-prefix', 'repo:contoso/other', 'write "repo:contoso/video" or, where GitHub sends'],
  ['code-owners', '@fabrikam/platform', 'a team that can write to contoso/video is one of @contoso/'],
  ['application', 'My Shop', 'must be lower-case letters, digits and single hyphens'],
])('--%s %s is refused', (flag, answer, words) => {
  const take = () => takeAnswers(present, questions, { ...GIVEN, [flag]: answer });
  expect(take).toThrow(`  --${flag}: `);
  expect(take).toThrow(words);
});

test('a budget that nobody could be mailed about is told where operators are asked for', () => {
  const [dev] = present.environments;
  const thrifty = { ...present, environments: [{ ...(dev ?? shippedDev), monthlyBudgetUsd: 20 }, shippedProd] };
  const given = { ...GIVEN, 'operators-dev': 'https://pager.contoso.eu' };
  expect(() => takeAnswers(thrifty, questionsOf(thrifty), given)).toThrow(
    '--operators-dev: monthlyBudgetUsd: is 20; needs an operator with protocol email',
  );
});

test('environments of several regions are asked for each', () => {
  const apart = { ...present, environments: [shippedDev, { ...shippedProd, region: 'us-east-1' }] };
  const asked = questionsOf(apart);
  expect(asked.map(({ flag }) => flag).filter((flag) => /region|application/.test(flag))).toEqual([
    'application',
    'region-dev',
    'region-prod',
  ]);
  const { environments } = takeAnswers(apart, asked, { ...GIVEN, 'region-prod': 'us-west-2' });
  expect(environments.map(({ region }) => region)).toEqual(['eu-west-1', 'us-west-2']);
});

test('who owns what is not asked where a fork has several owners', () => {
  const { owner: _, ...several } = present;
  expect(questionsOf(several).map(({ flag }) => flag)).not.toContain('code-owners');
});
