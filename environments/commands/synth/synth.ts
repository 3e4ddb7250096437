import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformDataSource, TerraformElement, TerraformResource, type TerraformStack } from 'cdktf';
import { sourceOf } from '../../../constructs/parts/source-location';
import { placeSynthesis } from '../../../scripts/programs/place-synthesis';
import { chosenTool, type Program } from '../../../scripts/programs/tool';
import { UserError } from '../../../scripts/user-error';
import { type NamedResource, nameFaults } from '../../aws-limits/name-faults';
import { AnalyticsStack } from '../../analytics-stack';
import { BootstrapStack, bootstrapName } from '../../bootstrap-stack';
import { github } from '../../github';
import { type GitHub, validGitHub } from '../../github-settings';
import type { ValidSettings } from '../../settings';
import { orphans } from './orphans';
import { strangers } from './strangers';
import { withoutTokenTraces } from './without-token-traces';

export interface SynthOptions {
  /** `cdktf.out`, or wherever the result shall lie. */
  readonly outdir: string;
  readonly environments: readonly ValidSettings[];
  /** Every environment, in the order of promotion: stacks of any other are removed. */
  readonly keep: readonly string[];
  /** Whose workflows are trusted; the one that is set, when left out. */
  readonly repository?: GitHub;
  /** What plans and applies the stacks; the one that is chosen, when left out. */
  readonly program?: Program;
}

/**
 * Writes each environment's two stacks, and the bundles that they share. The same source gives the same bytes, in every
 * folder and on every run; what Terraform left there (`zips/`, `.terraform/`) stays. Nothing is touched unless all of
 * it could be made, and whoever reads a file meanwhile sees it whole.
 * @throws UserError with all that is in no stack; with every name that AWS would refuse, and every two that it would take
 * for one; with everyone who would be told and whom the settings don't name
 * @returns the files, by their path in `outdir`
 */
export function synth(options: SynthOptions): string[] {
  const { outdir, environments, keep, repository = github, program = chosenTool().program } = options;
  const trusted = validGitHub(repository);
  const made = mkdtempSync(join(tmpdir(), 'synth-'));
  try {
    const stacks = withoutTokenTraces(() => {
      const app = new App({ outdir: made });
      const built = environments.flatMap((settings) => {
        const deploys = new AnalyticsStack(app, settings, program);
        const bootstrap = new BootstrapStack(app, { settings, program, repository: trusted, deploys });
        return [deploys, bootstrap].map((stack) => ({ stack, settings }));
      });
      const lost = orphans(
        app,
        built.map(({ stack }) => stack),
      );
      if (lost.length > 0) throw new UserError(lost.join('\n'));
      app.synth();
      return built;
    });
    const named = stacks.flatMap(({ stack, settings }) => {
      const folder = join(made, 'stacks', stack.node.id);
      const places = sources(stack);
      writeFileSync(join(folder, 'sources.json'), `${JSON.stringify(places, null, 2)}\n`);
      return resourcesIn(folder, { stack: stack.node.id, settings, places });
    });
    const faults = nameFaults(named);
    if (faults.length > 0)
      throw new UserError(`AWS would refuse names:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    const told = stacks.flatMap(({ stack, settings }) =>
      strangers(
        settings,
        named.filter((one) => one.stack === stack.node.id),
      ),
    );
    if (told.length > 0) throw new UserError(told.join('\n'));
    // In the order of promotion, which no name tells.
    writeFileSync(join(made, 'environments.json'), `${JSON.stringify(keep)}\n`);
    const files = filesUnder(made);
    const kept = keep.flatMap((environment) => [environment, bootstrapName(environment)]);
    placeSynthesis(new Map(files.map((file) => [file, readFileSync(join(made, file))])), kept, outdir);
    return files;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());

/** As Terraform reads them, with nothing of CDKTF's left in the names. */
function resourcesIn(
  folder: string,
  { stack, settings, places }: { stack: string; settings: ValidSettings; places: ReturnType<typeof sources> },
): NamedResource[] {
  const { resource } = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as {
    resource: Readonly<Record<string, Readonly<Record<string, NamedResource['values']>>>>;
  };
  const { accountId, region } = settings;
  return Object.entries(resource).flatMap(([type, blocks]) =>
    Object.entries(blocks).map(([name, values]) => {
      const address = `${type}.${name}`;
      const place = places[address];
      return {
        stack,
        accountId,
        region,
        type,
        address,
        values,
        ...(place && { source: `${place.file}:${place.line}` }),
      };
    }),
  );
}

/** By Terraform address: where each resource is written and, by `Sid`, each statement of its policy. */
function sources(stack: TerraformStack): Record<string, ReturnType<typeof sourceOf>> {
  const elements = stack.node.findAll().filter((element) => element instanceof TerraformElement);
  const entries = elements.flatMap((element) => {
    const address = addressOf(element);
    const source = sourceOf(element);
    return address !== undefined && source ? [[address, source] as const] : [];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `aws_s3_bucket.events`, `data.archive_file.bundle`; nothing for what is neither resource nor data. */
function addressOf(element: TerraformElement): string | undefined {
  const name = element.friendlyUniqueId;
  if (element instanceof TerraformResource) return `${element.terraformResourceType}.${name}`;
  if (element instanceof TerraformDataSource) return `data.${element.terraformResourceType}.${name}`;
  return undefined;
}
