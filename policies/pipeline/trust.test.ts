import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shippedGitHub } from '../../environments/commands/synth/shipped';
import { readStack } from '../../terraform/read-stack';
import { synthesizeInto } from '../../terraform/test-support';
import { type Access, readAccess } from '../iam/access';
import { assumeRoleWithWebIdentity, type WebIdentityToken } from '../iam/web-identity';

const forms = {
  old: { prefix: 'repo:octo/video', other: 'repo:octo@583231/video@1296269' },
  immutable: { prefix: 'repo:octo@583231/video@1296269', other: 'repo:octo/video' },
};
/** The workflow whose jobs apply: called by path, it has the caller's ref. */
const APPLIES = 'octo/video/.github/workflows/deploy-environment.yml@refs/heads/main';
const ROLES = ['plan', 'deploy-plan', 'apply', 'report'] as const;

const folder = mkdtempSync(join(tmpdir(), 'trust-'));
beforeAll(() => synthesizeInto(folder));
afterAll(() => rmSync(folder, { recursive: true }));

/** The access of dev's bootstrap stack, as it would be with another prefix in environments/github.ts. */
function accessOf(form: keyof typeof forms): Access {
  const json = readFileSync(join(folder, 'stacks/bootstrap-dev/cdk.tf.json'), 'utf8');
  const stack = join(folder, form, 'bootstrap-dev');
  mkdirSync(stack, { recursive: true });
  const { repository, subjectPrefix } = shippedGitHub;
  writeFileSync(
    join(stack, 'cdk.tf.json'),
    json.replaceAll(subjectPrefix, forms[form].prefix).replaceAll(repository, 'octo/video'),
  );
  return readAccess(readStack(stack));
}

describe.each(['old', 'immutable'] as const)('a repository whose tokens have the %s form', (form) => {
  const { prefix, other } = forms[form];
  let access: Access;
  beforeAll(() => (access = accessOf(form)));

  const token = (subject: string | undefined, more: Partial<WebIdentityToken> = {}): WebIdentityToken => ({
    iss: 'https://token.actions.githubusercontent.com',
    aud: 'sts.amazonaws.com',
    sub: subject,
    repository: 'octo/video',
    ref: 'refs/heads/main',
    job_workflow_ref: APPLIES,
    ...more,
  });
  /** Which of the four roles a token gets, and why not the others. */
  const rolesFor = (given: WebIdentityToken) => {
    const verdicts = ROLES.map((purpose) => {
      const arn = `arn:aws:iam::000000000000:role/github-${purpose}-dev-blog`;
      return [purpose, assumeRoleWithWebIdentity(access, arn, given)] as const;
    });
    return {
      gets: verdicts.filter(([, { allowed }]) => allowed).map(([purpose]) => purpose),
      because: [...new Set(verdicts.filter(([, { allowed }]) => !allowed).map(([, { because }]) => because))],
    };
  };

  test.each<[string, WebIdentityToken, (typeof ROLES)[number][]]>([
    ['a pull request', token(`${prefix}:pull_request`), ['plan']],
    ['main', token(`${prefix}:ref:refs/heads/main`), ['plan', 'deploy-plan']],
    ['the environment dev', token(`${prefix}:environment:dev`), ['apply']],
    ['the environment report-dev', token(`${prefix}:environment:report-dev`), ['report']],
    // Right repository, wrong job.
    ['another branch', token(`${prefix}:ref:refs/heads/feature`), []],
    ['a branch named like main', token(`${prefix}:ref:refs/heads/main2`), []],
    ['a branch below main', token(`${prefix}:ref:refs/heads/main/x`), []],
    ['a tag named main', token(`${prefix}:ref:refs/tags/main`), []],
    ['a release tag', token(`${prefix}:ref:refs/tags/v1.0.0`), []],
    ['the environment prod', token(`${prefix}:environment:prod`), []],
    ['the environment report-prod', token(`${prefix}:environment:report-prod`), []],
    ['the environment of approvals', token(`${prefix}:environment:data-loss-dev`), []],
    // Its job asks for a token, to sign with: whatever audience it names, no role takes it.
    ['the environment of what attests', token(`${prefix}:environment:attest`), []],
    ['an environment in capitals', token(`${prefix}:environment:DEV`), []],
    ['a merge queue', token(`${prefix}:ref:refs/heads/gh-readonly-queue/main/pr-1`), []],
    // Wrong repository, right job.
    ['a fork', token('repo:mallory/video:environment:dev', { repository: 'mallory/video' }), []],
    ["a fork's main", token('repo:mallory/video:ref:refs/heads/main', { repository: 'mallory/video' }), []],
    ['a repository whose name begins alike', token(`${prefix}2:environment:dev`), []],
    ['the same repository of an owner whose name begins alike', token('repo:octo2/video:environment:dev'), []],
    ['the other form of sub', token(`${other}:environment:dev`), []],
    ['a name that was taken over, by its numbers', token('repo:octo@666/video@667:environment:dev'), []],
    ['a wildcard as sub', token('*'), []],
    ['a sub that only begins right', token(prefix), []],
    ['an empty sub', token(''), []],
    ['no sub', token(undefined), []],
    // Right environment, wrong workflow.
    ...[
      undefined,
      '',
      'octo/video/.github/workflows/deploy.yml@refs/heads/main',
      'octo/video/.github/workflows/deploy-environment.yml@refs/heads/feature',
      'octo/video/.github/workflows/deploy-environment.yml@refs/pull/7/merge',
      'octo/video/.github/workflows/deploy-environment.yml@refs/tags/main',
      'octo/video/.github/workflows/deploy-environment.yml@refs/heads/main2',
      'octo/video/.github/workflows/x/../deploy-environment.yml@refs/heads/main',
      'mallory/video/.github/workflows/deploy-environment.yml@refs/heads/main',
      'octo/video/.github/workflows/*',
    ].map((job_workflow_ref): [string, WebIdentityToken, (typeof ROLES)[number][]] => [
      `the environment dev, in the workflow ${job_workflow_ref}`,
      token(`${prefix}:environment:dev`, { job_workflow_ref }),
      [],
    ]),
    [
      'another workflow may make a report',
      token(`${prefix}:environment:report-dev`, {
        job_workflow_ref: 'octo/video/.github/workflows/report.yml@refs/heads/main',
      }),
      ['report'],
    ],
    // Right job, wrong token.
    ['no aud', token(`${prefix}:environment:dev`, { aud: undefined }), []],
    ['an aud of GitHub', token(`${prefix}:environment:dev`, { aud: 'https://github.com/octo' }), []],
    ['an aud that begins right', token(`${prefix}:environment:dev`, { aud: 'sts.amazonaws.com.cn' }), []],
    ['another issuer', token(`${prefix}:environment:dev`, { iss: 'https://token.actions.example.com' }), []],
    [
      'a path below the issuer',
      token(`${prefix}:environment:dev`, { iss: 'https://token.actions.githubusercontent.com/x' }),
      [],
    ],
  ])('%s', (_, given, wanted) => expect(rolesFor(given).gets).toEqual(wanted));

  test('a refusal says whose it is', () => {
    expect(rolesFor(token('repo:mallory/video:environment:dev')).because).toEqual(['no resource-based policy allows']);
    expect(rolesFor(token(`${prefix}:environment:dev`, { aud: 'x' })).because).toEqual([
      'no identity provider vouches for',
    ]);
  });

  test('no service and no role of the account may take one on', () => {
    for (const { trust } of access.roles.values()) {
      expect(trust.flatMap(({ principals }) => [...(principals?.services ?? []), ...(principals?.arns ?? [])])).toEqual(
        [],
      );
    }
  });
});
