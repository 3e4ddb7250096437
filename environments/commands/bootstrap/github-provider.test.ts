import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAccess } from '../../../policies/iam/access';
import { pipelineNeeds } from '../../../policies/pipeline/pipeline-needs';
import { unmetNeeds } from '../../../policies/needs/sufficiency';
import { readStack } from '../../../terraform/read-stack';
import { shippedDev, shippedGitHub } from '../synth/shipped';
import { validSettings } from '../../settings';
import { synth } from '../synth/synth';
import { asTerraformData } from '../validate-terraform/terraform-data';
import { findProvider, tellProvider } from './github-provider';

const place = { environment: 'dev', region: 'eu-west-1', accountId: '123456789012' };
const OWN = [
  'aws_iam_role.plan github-plan',
  'aws_iam_openid_connect_provider.github arn:aws:iam::123456789012:oidc-provider/x',
];
const OURS = ['sts.amazonaws.com'];

test.each([
  [
    'make',
    undefined,
    [],
    'Account 123456789012 has no provider token.actions.githubusercontent.com: this stack makes it.',
  ],
  ['make', OURS, OWN, 'Account 123456789012 has the provider token.actions.githubusercontent.com: this stack made it.'],
  // Somebody deleted it by hand: Terraform makes it anew.
  [
    'make',
    undefined,
    OWN,
    'Account 123456789012 has no provider token.actions.githubusercontent.com: this stack makes it.',
  ],
  [
    'existing',
    OURS,
    [],
    'Account 123456789012 has the provider token.actions.githubusercontent.com: this stack uses it, and leaves it to whoever made it.',
  ],
] as const)('%s, where the account has %j and the state knows %j', (githubProvider, found, known, says) =>
  expect(tellProvider({ ...place, githubProvider }, found, known)).toBe(says),
);

test.each([
  [
    'make',
    OURS,
    OWN.slice(0, 1),
    /already, and this stack did not make it.*\n {2}environments\/dev\.ts: githubProvider: write 'existing'/,
  ],
  [
    'existing',
    undefined,
    [],
    /has no provider .*\n {2}environments\/dev\.ts: githubProvider is 'existing': leave it out/,
  ],
  ['existing', OURS, OWN, /Terraform would delete it\.\n.*terraform state rm aws_iam_openid_connect_provider\.github"/],
  [
    'existing',
    ['https://github.com/us'],
    [],
    /does not take the audience sts\.amazonaws\.com.*\n {2}aws iam add-client-id/,
  ],
] as const)(
  '%s, where the account has %j and the state knows %j, is refused before anything is planned',
  (githubProvider, found, known, says) => {
    const tell = () => tellProvider({ ...place, githubProvider }, found, known);
    expect(tell).toThrow(says);
    expect(tell).toThrow(expect.objectContaining({ name: 'UserError' }));
  },
);

describe('asks IAM', () => {
  let server: Server;
  let answer: readonly [number, string];
  const asked: string[] = [];
  const before = { ...process.env };
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push(decodeURIComponent(body));
        response.writeHead(answer[0], { 'Content-Type': 'text/xml' }).end(answer[1]);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_IAM: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: 'AKIA',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_MAX_ATTEMPTS: '1',
    });
  });
  afterAll(() => {
    process.env = before;
    server.close();
  });
  const failure = (code: string) =>
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;

  test('for the audiences of the one provider', async () => {
    answer = [
      200,
      '<GetOpenIDConnectProviderResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetOpenIDConnectProviderResult>' +
        '<Url>token.actions.githubusercontent.com</Url><ClientIDList><member>sts.amazonaws.com</member></ClientIDList>' +
        '</GetOpenIDConnectProviderResult></GetOpenIDConnectProviderResponse>',
    ];
    expect(await findProvider(place)).toEqual(OURS);
    expect(asked.at(-1)).toMatch(
      /Action=GetOpenIDConnectProvider&.*OpenIDConnectProviderArn=arn:aws:iam::123456789012:oidc-provider\/token\.actions\.githubusercontent\.com$/,
    );
  });

  test('and knows that there is none', async () => {
    answer = [404, failure('NoSuchEntity')];
    expect(await findProvider(place)).toBeUndefined();
  });

  test('a refusal is told in words', async () => {
    answer = [403, failure('AccessDenied')];
    await expect(findProvider(place)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('iam:GetOpenIDConnectProvider'),
    });
  });
});

describe('the bootstrap stack', () => {
  const folder = mkdtempSync(join(tmpdir(), 'provider-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const stacks = (githubProvider: 'make' | 'existing') => {
    const outdir = join(folder, githubProvider);
    const settings = validSettings({ ...shippedDev, githubProvider }, 'settings of a test');
    synth({ outdir, environments: [settings], keep: ['dev'], repository: shippedGitHub });
    return ['bootstrap-dev', 'dev'].map((name) => readStack(join(outdir, 'stacks', name)));
  };
  const providers = (stack: ReturnType<typeof readStack> | undefined) =>
    (stack?.blocks ?? []).filter(({ type }) => type === 'aws_iam_openid_connect_provider');

  test.each(['make', 'existing'] as const)(
    'githubProvider %s: every job gets its role all the same',
    (githubProvider) => {
      const [bootstrap, analytics] = stacks(githubProvider);
      if (!bootstrap || !analytics) throw new Error('Two stacks were wanted.');
      expect(providers(bootstrap).map(({ address }) => address)).toEqual([
        githubProvider === 'make'
          ? 'aws_iam_openid_connect_provider.github'
          : 'data.aws_iam_openid_connect_provider.github',
      ]);
      expect(unmetNeeds(readAccess(bootstrap, [analytics]), pipelineNeeds(bootstrap, analytics))).toEqual([]);
    },
  );

  test('that uses an existing one has Terraform look whether it takes our tokens, and trusts it no further', () => {
    const [bootstrap, analytics] = stacks('existing');
    if (!bootstrap || !analytics) throw new Error('Two stacks were wanted.');
    const [provider] = providers(bootstrap);
    expect(provider?.values['lifecycle']).toEqual({
      postcondition: [
        {
          condition: '${contains(self.client_id_list, "sts.amazonaws.com")}',
          error_message: expect.stringContaining('add it to its client ids'),
        },
      ],
    });
    const unchecked = bootstrap.blocks.map((block) =>
      block === provider ? { ...block, values: { ...block.values, lifecycle: {} } } : block,
    );
    const unmet = unmetNeeds(
      readAccess({ ...bootstrap, blocks: unchecked }, [analytics]),
      pipelineNeeds(bootstrap, analytics),
    );
    expect(unmet.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('no identity provider vouches for'),
    );
  });

  test('what only the provider knows is left out where Terraform checks a stack without it', () => {
    const lifecycle = {
      postcondition: [{ condition: '${contains(self.client_id_list, "x")}' }],
      prevent_destroy: true,
    };
    expect(asTerraformData({ data: { aws_x: { y: { url: 'u', lifecycle } } } })).toMatchObject({
      resource: { terraform_data: { data__aws_x__y: { input: { url: 'u' }, lifecycle: { prevent_destroy: true } } } },
    });
  });
});
