import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformDataSource, TerraformElement, TerraformResource, type TerraformStack } from 'cdktf';
import { sourceOf } from '../constructs/source-location';
import { writeIfChanged } from '../scripts/write-if-changed';
import { AnalyticsStack } from './analytics-stack';
import { BootstrapStack, bootstrapName } from './bootstrap-stack';
import { github } from './github';
import { type GitHub, validGitHub } from './github-settings';
import type { ValidSettings } from './settings';
import { withoutTokenTraces } from './without-token-traces';

export interface SynthOptions {
  /** `cdktf.out`, or wherever the result shall lie. */
  readonly outdir: string;
  readonly environments: readonly ValidSettings[];
  /** Every environment, in the order of promotion: stacks of any other are removed. */
  readonly keep: readonly string[];
  /** Whose workflows are trusted; the one that is set, when left out. */
  readonly repository?: GitHub;
}

/**
 * Writes each environment's two stacks, and the bundles that they share. The same source gives the same bytes, in every
 * folder and on every run; what Terraform left there (`zips/`, `.terraform/`) stays. Nothing is touched unless all of
 * it could be made, and whoever reads a file meanwhile sees it whole.
 * @returns the files, by their path in `outdir`
 */
export function synth({ outdir, environments, keep, repository = github }: SynthOptions): string[] {
  const trusted = validGitHub(repository);
  const made = mkdtempSync(join(tmpdir(), 'synth-'));
  try {
    const stacks = withoutTokenTraces(() => {
      const app = new App({ outdir: made });
      const built = environments.flatMap((settings) => {
        const deploys = new AnalyticsStack(app, settings);
        return [deploys, new BootstrapStack(app, { settings, repository: trusted, deploys })];
      });
      app.synth();
      return built;
    });
    // In the order of promotion, which no name tells.
    writeFileSync(join(made, 'environments.json'), `${JSON.stringify(keep)}\n`);
    for (const stack of stacks) {
      const text = `${JSON.stringify(sources(stack), null, 2)}\n`;
      writeFileSync(join(made, 'stacks', stack.node.id, 'sources.json'), text);
    }
    removeAllBut(readdirSync(join(made, 'bundles')), join(outdir, 'bundles'));
    removeAllBut(
      keep.flatMap((environment) => [environment, bootstrapName(environment)]),
      join(outdir, 'stacks'),
    );
    const files = filesUnder(made);
    for (const file of files) writeIfChanged(join(outdir, file), readFileSync(join(made, file)));
    return files;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());

function removeAllBut(keep: readonly string[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (!keep.includes(name)) rmSync(join(folder, name), { recursive: true });
  }
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
