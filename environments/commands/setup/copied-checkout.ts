import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkoutFiles } from '../../../scripts/files/checkout-files';
import { linkPackages } from '../../../scripts/files/link-packages';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { copyShippedPolicies } from '../../../scripts/files/shipped-policies';

/** As they came, whatever a fork has written into its own. */
const SETTINGS: Readonly<Record<string, string>> = {
  'environments/dev.ts': settingsFile('dev', {
    account: '000000000000',
    suffix: '-dev',
    scan: '10_737_418_240, // 10 GiB: five US cents at most',
  }),
  'environments/prod.ts': settingsFile('prod', {
    account: '000000000001',
    suffix: '',
    scan: '107_374_182_400, // 100 GiB: fifty US cents at most',
  }),
  'environments/github.ts': `import { type GitHub } from './github-settings';

export const github: GitHub = {
  repository: 'OWNER/REPO', // EDIT before a real deploy
  subjectPrefix: 'repo:OWNER/REPO', // EDIT before a real deploy
};
`,
  '.github/CODEOWNERS': `# Who must agree to what.
# EDIT before a real deploy: replace OWNER/TEAM by a team of yours.

/policies/                          @OWNER/TEAM
/.github/                           @OWNER/TEAM
`,
};

function settingsFile(
  name: string,
  { account, suffix, scan }: Readonly<Record<'account' | 'suffix' | 'scan', string>>,
) {
  return `import type { Settings } from './settings';

/** For trying things. */
export const ${name}: Settings = {
  application: 'blog',
  environment: '${name}',
  region: 'eu-west-1',
  accountId: '${account}', // EDIT before a real deploy
  retentionInDays: 14,
  subscribers: [{ protocol: 'email', endpoint: 'analytics${suffix}@example.com' }], // EDIT before a real deploy
  operators: [{ protocol: 'email', endpoint: 'operators${suffix}@example.com' }], // EDIT before a real deploy
  reports: [{ name: 'monthly', every: 'month', day: 1, at: '08:00' }], // UTC
  lateArrivalDays: 2,
  athenaScanLimitBytes: ${scan}
  eventsSince: '2020-01-01',
  tags: { Component: 'analytics' },
};
`;
}

/** For tests: a checkout of its own that can be written, with the same packages; settings, lock and needs are as they came. */
export function shippedCheckout(): { readonly folder: string; readonly remove: () => void } {
  const root = repositoryRoot();
  const folder = mkdtempSync(join(tmpdir(), 'checkout-'));
  for (const name of checkoutFiles([], root)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    cpSync(join(root, name), join(folder, name), { preserveTimestamps: true });
  }
  for (const [name, text] of Object.entries(SETTINGS)) writeFileSync(join(folder, name), text);
  const all = join(folder, 'environments/all.ts');
  const own = readFileSync(all, 'utf8');
  for (const [, name] of own.matchAll(IMPORTED))
    if (!Object.hasOwn(SETTINGS, `environments/${name}.ts`)) rmSync(join(folder, `environments/${name}.ts`));
  writeFileSync(all, withDevAndProd(own));
  copyShippedPolicies(folder);
  linkPackages(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A file of settings, as the list of environments takes it in. */
const IMPORTED = /^import \{ \w+ \} from '\.\/([\w-]+)';\n/gm;

/** A fork's list of environments, with these two in its place. */
const withDevAndProd = (text: string): string =>
  `import { dev } from './dev';\nimport { prod } from './prod';\n` +
  text.replaceAll(IMPORTED, '').replace(/(const ENVIRONMENTS\b.* = )\{[^}]*\}/, '$1{ dev, prod }');
