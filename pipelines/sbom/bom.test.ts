import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { temporaryFolder } from '../../local/test-support';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { synthesizeInto } from '../../terraform/test-support';
import { digestOf } from '../deploy/saved-plan/manifest';
import { bomOf, type Deployed } from './bom';
import { functionsOf } from './functions';
import { PackageLock } from './package-lock';

interface Component {
  readonly type: string;
  readonly name: string;
  readonly group?: string;
  readonly version?: string;
  readonly purl?: string;
  readonly 'bom-ref': string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses?: readonly object[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}
interface Bom {
  readonly serialNumber: string;
  readonly metadata: { readonly component: Component; readonly timestamp: string };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

const { folder, remove } = temporaryFolder('sbom');
afterAll(remove);
const root = repositoryRoot();
const stacks = join(folder, 'stacks');
let deployed: Deployed;
let text: string;
let bom: Bom;
beforeAll(() => {
  synthesizeInto(folder);
  deployed = {
    name: 'ours',
    license: 'Apache-2.0',
    version: 'c0ffee'.padEnd(40, '0'),
    time: new Date('2026-11-26T12:00:00+01:00'),
    functions: functionsOf(['dev', 'prod'], stacks),
    program: {
      name: 'pipeline',
      sha256: 'ab'.repeat(32),
      contents: { files: ['node_modules/zod/index.js'], external: [] },
    },
    tool: { program: 'terraform', version: '1.11.4' },
    providers: [{ source: 'registry.terraform.io/hashicorp/aws', version: '6.25.0', hashes: ['h1:abc=', 'zh:00ff'] }],
    lock: PackageLock.read(root),
  };
  text = bomOf(deployed);
  bom = JSON.parse(text) as Bom;
});

/** What a component stands on. */
const dependenciesOf = (one: Component): string[] => [
  ...(bom.dependencies.find(({ ref }) => ref === one['bom-ref'])?.dependsOn ?? []),
];
const named = (name: string): Component => {
  const found = bom.components.find((one) => one.name === name);
  if (!found) throw new Error(`There is no component ${name}.`);
  return found;
};

test('is valid by the schema that CycloneDX publishes', () => {
  // The library brings it: https://github.com/CycloneDX/specification/tree/master/schema, Apache-2.0.
  const schema = (name: string) =>
    JSON.parse(
      readFileSync(
        join(root, `node_modules/@cyclonedx/cyclonedx-library/res/schema/${name}.SNAPSHOT.schema.json`),
        'utf8',
      ),
    ) as object;
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
  // Formats that ajv-formats lacks: of IRIs any text is a relative one.
  ajv.addFormat('iri-reference', true).addFormat('idn-email', /^[^@\s]+@[^@\s]+$/);
  for (const name of ['spdx', 'jsf-0.82'])
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  const valid = ajv.compile(schema('bom-1.6'));
  expect([valid(bom), valid.errors]).toEqual([true, null]);
  expect(valid({ ...bom, components: [{ ...bom.components[0], hashes: [{ alg: 'SHA-256', content: 'x' }] }] })).toBe(
    false,
  );
});

test('the same gives the same, byte for byte, and something else another serial number', () => {
  expect(bomOf(deployed)).toBe(text);
  const other = JSON.parse(bomOf({ ...deployed, providers: [] })) as Bom;
  expect(other.serialNumber).not.toBe(bom.serialNumber);
  expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(bom.metadata).toMatchObject({
    timestamp: '2026-11-26T11:00:00.000Z',
    component: { version: deployed.version },
  });
});

/** Of the packages whose lines a bundle's own source map names, as they are installed. */
function packagesIn(bundle: string): string[] {
  const { sources } = JSON.parse(readFileSync(join(folder, 'bundles', bundle, 'index.mjs.map'), 'utf8')) as {
    sources: string[];
  };
  const folders = sources.flatMap((one) => /node_modules\/(?:@[^/]+\/)?[^/]+/.exec(one)?.[0] ?? []);
  return [...new Set(folders)].map((one) => {
    const { name, version } = JSON.parse(readFileSync(join(root, one, 'package.json'), 'utf8')) as {
      name: string;
      version: string;
    };
    return `pkg:npm/${name.replace('@', '%40')}@${version}`;
  });
}

test.each([
  ...['start-query-execution', 'check-query-execution', 'send-report'],
  ...['start-analytics-workflow', 'notify-failure'],
])('%s: every package that is in the bundle is named, and no other', (name) => {
  const { length } = packagesIn(name);
  expect(length).toBeGreaterThan(3);
  expect(dependenciesOf(named(name)).sort()).toEqual(['aws-lambda:nodejs24.x', ...packagesIn(name)].sort());
});

test('a package that is in no bundle is not named', () => {
  const packages = bom.components.flatMap(({ purl = [] }) => purl);
  const used = new Set(bom.components.filter(({ type }) => type === 'application').flatMap(dependenciesOf));
  expect(packages.filter((purl) => !used.has(purl))).toEqual([]);
  expect(packages.filter((purl) => /npm\/(?:cdktf|constructs|typescript|esbuild|%40cdktf)/.test(purl))).toEqual([]);
});

test('each package has its licence and the digest that was locked', () => {
  const packages = bom.components.filter(({ type }) => type === 'library');
  expect(packages.filter(({ licenses, hashes }) => !licenses || hashes?.[0]?.alg !== 'SHA-512')).toEqual([]);
  const integrity = (
    JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { integrity: string; version: string }>;
    }
  ).packages['node_modules/zod'];
  expect(named('zod')).toMatchObject({
    version: integrity?.version,
    licenses: [{ license: { id: 'MIT' } }],
    hashes: [{ content: Buffer.from(integrity?.integrity.slice('sha512-'.length) ?? '', 'base64').toString('hex') }],
  });
});

test('a function is known by what it runs and by its names, and what the runtime brings by the runtime', () => {
  const { hashes, properties } = named('send-report');
  const code = readFileSync(join(folder, 'bundles/send-report/index.mjs'));
  expect(hashes).toEqual([{ alg: 'SHA-256', content: digestOf(code) }]);
  expect(properties?.map(({ value }) => value)).toEqual(['dev-blog-send-report', 'prod-blog-send-report']);
  expect(named('nodejs24.x')).toMatchObject({ type: 'platform', supplier: { name: 'Amazon Web Services' } });
  const external = named('nodejs24.x').properties?.map(({ value }) => value) ?? [];
  expect(external).toContain('@aws-sdk/credential-provider-sso');
  // Each is asked for by the code itself.
  expect(external.filter((name) => !code.includes(`import("${name}")`))).toEqual([]);
});

test('what plans and applies is named, with the hashes that are locked, and the program with its packages', () => {
  expect(named('Terraform')).toMatchObject({ type: 'application', version: '1.11.4' });
  expect(named('aws')).toMatchObject({ group: 'registry.terraform.io/hashicorp', version: '6.25.0' });
  expect(named('aws').properties?.map(({ value }) => value)).toEqual(['h1:abc=', 'zh:00ff']);
  expect(named('pipeline').hashes).toEqual([{ alg: 'SHA-256', content: 'ab'.repeat(32) }]);
  expect(dependenciesOf(named('pipeline'))).toEqual([named('zod')['bom-ref']]);
  expect(dependenciesOf(bom.metadata.component)).toEqual(
    bom.components
      .filter(({ type }) => type === 'application')
      .map((one) => one['bom-ref'])
      .sort(),
  );
});

test.each([
  ['MIT', { license: { id: 'MIT' } }],
  ['(MIT OR CC0-1.0)', { expression: '(MIT OR CC0-1.0)' }],
  ['MIT AND BSD-2-Clause', { expression: 'MIT AND BSD-2-Clause' }],
  ['Public Domain', { license: { name: 'Public Domain' } }],
])('the licence %s', (license, expected) => {
  const { metadata } = JSON.parse(bomOf({ ...deployed, license })) as Bom;
  expect(metadata.component.licenses).toEqual([expected]);
});
