import { Enums, Models, Serialize, Spec, SPDX } from '@cyclonedx/cyclonedx-library';
import { TOOLS, type Tool } from '../../scripts/programs/tool';
import { digestOf } from '../deploy/saved-plan/manifest';
import { type Bundled, type BundledFunction } from './functions';
import { type LockedPackage, type PackageLock } from './package-lock';
import { type Provider } from './providers';

/** What is deployed, and by what. */
export interface Deployed {
  readonly name: string;
  readonly license: string;
  /** The commit. */
  readonly version: string;
  /** The commit's. */
  readonly time: Date;
  readonly functions: readonly BundledFunction[];
  /** The program that runs in the pipelines' jobs. */
  readonly program: Bundled;
  readonly tool: Tool;
  readonly providers: readonly Provider[];
  readonly lock: PackageLock;
}

const { ComponentType, HashAlgorithm } = Enums;
const AWS = new Models.OrganizationalEntity({ name: 'Amazon Web Services' });

/** One CycloneDX document, in JSON: the same for the same, byte for byte. */
export function bomOf(deployed: Deployed): string {
  const parts = new Parts(deployed.lock);
  for (const one of deployed.functions) parts.addFunction(one);
  parts.addBundle(deployed.program, 'What the jobs of the pipelines run, in one file.');
  parts.addTool(deployed.tool);
  for (const provider of deployed.providers) parts.addProvider(provider);

  const bom = new Models.Bom();
  bom.metadata.timestamp = deployed.time;
  bom.metadata.lifecycles.add(Enums.LifecyclePhase.Build);
  bom.metadata.component = new Models.Component(ComponentType.Application, deployed.name, {
    bomRef: deployed.name,
    version: deployed.version,
    licenses: licenses(deployed.license),
    dependencies: new Models.BomRefRepository(parts.roots.map(({ bomRef }) => bomRef)),
  });
  for (const component of parts.all) bom.components.add(component);
  bom.serialNumber = `urn:uuid:${uuidOf(serialized(bom))}`;
  return serialized(bom);
}

/** The components, each once. */
class Parts {
  readonly #all = new Map<string, Models.Component>();
  /** What the deployment itself stands on. */
  readonly roots: Models.Component[] = [];

  constructor(private readonly lock: PackageLock) {}

  get all(): Iterable<Models.Component> {
    return this.#all.values();
  }

  addFunction(one: BundledFunction): void {
    const component = this.addBundle(one, 'The one file in the zip of a Lambda function, index.mjs.');
    for (const name of one.functions) component.properties.add(new Models.Property('aws:lambda:function', name));
    const runtime = this.#add(`aws-lambda:${one.runtime}`, () => {
      const description = 'The runtime that Lambda runs the functions in; AWS patches it.';
      return new Models.Component(ComponentType.Platform, one.runtime, { supplier: AWS, description });
    });
    component.dependencies.add(runtime.bomRef);
    // They come with the runtime, in whatever version it has: https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
    for (const name of one.contents.external) {
      if (![...runtime.properties].some(({ value }) => value === name)) {
        runtime.properties.add(new Models.Property('aws:lambda:package-of-the-runtime', name));
      }
    }
  }

  addBundle({ name, sha256, contents }: Bundled, description: string): Models.Component {
    const component = this.#root(`bundle:${name}@${sha256.slice(0, 12)}`, () => {
      const hashes = new Models.HashDictionary([[HashAlgorithm['SHA-256'], sha256]]);
      return new Models.Component(ComponentType.Application, name, { description, hashes });
    });
    for (const file of contents.files) {
      if (!file.startsWith('node_modules/')) continue;
      component.dependencies.add(this.#package(this.lock.packageOf(file)).bomRef);
    }
    return component;
  }

  addTool({ program, version }: Tool): void {
    const { name } = TOOLS[program];
    this.#root(`${program}@${version}`, () => new Models.Component(ComponentType.Application, name, { version }));
  }

  addProvider({ source, version, hashes }: Provider): void {
    const [, group, name = ''] = /^(.*)\/([^/]+)$/.exec(source) ?? [];
    const component = this.#root(`${source}@${version}`, () => {
      const description =
        hashes.length > 0
          ? "A provider of Terraform's; its hashes are those that the lock files name."
          : "A provider of Terraform's; no lock file names its hashes yet.";
      return new Models.Component(ComponentType.Application, name, {
        ...(group ? { group } : {}),
        version,
        description,
      });
    });
    for (const hash of hashes) component.properties.add(new Models.Property('terraform:lock:hash', hash));
  }

  #package({ name: full, version, license, integrity }: LockedPackage): Models.Component {
    const [name = '', group] = full.split('/').reverse();
    // https://github.com/package-url/purl-spec/blob/main/types-doc/npm-definition.md
    const purl = `pkg:npm/${full.replace('@', '%40')}@${version}`;
    return this.#add(purl, () => {
      const component = new Models.Component(ComponentType.Library, name, { version, purl });
      if (group !== undefined) component.group = group;
      if (license !== undefined) component.licenses = licenses(license);
      const [, sha512] = /^sha512-(\S+)$/.exec(integrity ?? '') ?? [];
      if (sha512 !== undefined) component.hashes.set(HashAlgorithm['SHA-512'], hex(sha512));
      return component;
    });
  }

  #root(ref: string, make: () => Models.Component): Models.Component {
    const component = this.#add(ref, make);
    if (!this.roots.includes(component)) this.roots.push(component);
    return component;
  }

  #add(ref: string, make: () => Models.Component): Models.Component {
    const component = this.#all.get(ref) ?? make();
    component.bomRef.value = ref;
    this.#all.set(ref, component);
    return component;
  }
}

const hex = (base64: string): string => Buffer.from(base64, 'base64').toString('hex');

/** An id of SPDX's, an expression of them, or else a name. */
function licenses(text: string): Models.LicenseRepository {
  if (SPDX.isSupportedSpdxId(text)) return new Models.LicenseRepository([new Models.SpdxLicense(text)]);
  const isExpression = /^\(.+\)$| (?:AND|OR|WITH) /.test(text);
  return new Models.LicenseRepository([
    isExpression ? new Models.LicenseExpression(text) : new Models.NamedLicense(text),
  ]);
}

function serialized(bom: Models.Bom): string {
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

/** Of the content: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8 */
function uuidOf(content: string): string {
  const digest = digestOf(content);
  const variant = ((parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}
