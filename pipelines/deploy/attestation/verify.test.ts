import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from '../../../local/test-support';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { Attestations } from '../../runner/attestations';
import { Loopback } from '../../runner/loopback';
import { digestOf } from '../saved-plan/manifest';
import { main } from './verify';

const { folder, remove } = temporaryFolder('attestation');
const stacks = join(folder, 'stacks');
const zips = join(stacks, 'dev/zips');
const commit = 'c0ffee'.padEnd(40, '0');
const CLAIMS = {
  iss: 'https://token.actions.githubusercontent.com',
  aud: 'sigstore',
  repository: 'octo/video',
  ref: 'refs/heads/main',
  sha: commit,
  job_workflow_ref: 'octo/video/.github/workflows/deploy-environment.yml@refs/heads/main',
};
const PROVENANCE = 'https://slsa.dev/provenance/v1';
let server: Loopback;
let store: Attestations;
const before = { ...process.env };

beforeAll(async () => {
  mkdirSync(zips, { recursive: true });
  const archive = (name: string) => ({
    output_path: `zips/${name}.zip`,
    source_file: `../../bundles/${name}/index.mjs`,
  });
  const data = { archive_file: { send: archive('send'), start: archive('start') } };
  writeFileSync(join(stacks, 'dev/cdk.tf.json'), JSON.stringify({ data }));
  server = await Loopback.listen();
});
afterAll(() => {
  server.close();
  remove();
});
beforeEach(() => {
  store = new Attestations();
  for (const name of ['send', 'start']) writeFileSync(join(zips, `${name}.zip`), `the zip of ${name}`);
  server.answer = (request) => {
    const found = store.of(request.url?.split('/').at(-1) ?? '');
    const status = found.length === 0 ? 404 : 200;
    return Promise.resolve({ status, body: JSON.stringify({ attestations: found }) });
  };
  // The runner's own, which verifies nothing that our stand-in of GitHub does not know.
  const shims = join(repositoryRoot(), 'pipelines/runner/shims');
  process.env['PATH'] = [shims, before['PATH']].join(delimiter);
  process.env['GITHUB_API_URL'] = server.url;
  process.env['GITHUB_TOKEN'] = 'of the job';
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  process.env = { ...before };
  jest.restoreAllMocks();
});

const attest = (name: string, claims: Partial<typeof CLAIMS> = {}, predicateType = PROVENANCE) =>
  store.add(
    {
      token: 't',
      statement: { subject: [{ name, digest: { sha256: digestOf(`the zip of ${name}`) } }], predicateType },
    },
    { ...CLAIMS, ...claims },
  );
const verify = () => main(['--env', 'dev', '--commit', commit, '--repository', 'octo/video'], { stacks, locks: '' });

test('zips that our own deployment of this commit attested pass', async () => {
  attest('send');
  attest('start');
  await expect(verify()).resolves.toBe(0);
});

test('a zip that was changed after it was attested is refused by its attestation alone, and only that one is named', async () => {
  attest('send');
  attest('start');
  writeFileSync(join(zips, 'send.zip'), 'another zip');
  await expect(verify()).rejects.toThrow(
    /1 zip of 2 .*\n {2}zips\/send\.zip:\n.*no attestations found for subject sha256:/,
  );
  await expect(verify()).rejects.not.toThrow('start.zip');
});

test.each<[what: string, claims: Partial<typeof CLAIMS>]>([
  ['another repository', { repository: 'mallory/video' }],
  ['another workflow', { job_workflow_ref: 'octo/video/.github/workflows/pull-request.yml@refs/heads/main' }],
  ['another commit', { sha: 'f'.repeat(40) }],
  ['another branch', { ref: 'refs/heads/topic' }],
])('what %s attested is refused', async (_, claims) => {
  attest('send');
  attest('start', claims);
  await expect(verify()).rejects.toThrow(/zips\/start\.zip:\n.*expected .*, got /);
});

test('an SBOM that is attested says nothing of where a zip was built', async () => {
  attest('send');
  attest('start', {}, 'https://cyclonedx.org/bom');
  await expect(verify()).rejects.toThrow('no attestations found with predicate type: https://slsa.dev/provenance/v1');
});

test('a token that was not given for it signs nothing', () => {
  expect(attest('send', { aud: 'sts.amazonaws.com' })).toBe(false);
  expect(store.all).toEqual([]);
});

test('GitHub that does not answer is a refusal, and so is a gh that is not there', async () => {
  server.answer = () => Promise.resolve({ status: 500, body: 'out of order' });
  await expect(verify()).rejects.toThrow('HTTP 500: out of order');
  process.env['PATH'] = folder;
  await expect(verify()).rejects.toThrow('gh is not on the PATH');
});

test.each([
  [['--commit', commit, '--repository', 'octo/video'], '--env is missing'],
  [['--env', 'dev', '--commit', 'main', '--repository', 'octo/video'], '--commit main: not the full SHA'],
  [
    ['--env', 'dev', '--commit', commit, '--repository', 'https://github.com/octo/video'],
    'not owner and name of a repository',
  ],
])('%j is told', (args, told) => expect(main(args, { stacks, locks: '' })).rejects.toThrow(told));
