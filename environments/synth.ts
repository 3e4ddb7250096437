import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App, TerraformDataSource, TerraformElement, TerraformResource, type TerraformStack } from 'cdktf';
import { sourceOf } from '../constructs/source-location';
import { writeIfChanged } from '../scripts/write-if-changed';
import { AnalyticsStack } from './analytics-stack';
import type { ValidSettings } from './settings';
import { withoutTokenTraces } from './without-token-traces';

export interface SynthOptions {
  /** `cdktf.out`, or wherever the result shall lie. */
  readonly outdir: string;
  readonly environments: readonly ValidSettings[];
  /** Stacks of any other name are removed. */
  readonly keep: readonly string[];
}

/**
 * Writes each environment's stack, and the bundles that they share. The same source gives the same bytes, in every
 * folder and on every run; what Terraform left there (`zips/`, `.terraform/`) stays.
 */
export function synth({ outdir, environments, keep }: SynthOptions): void {
  mkdirSync(outdir, { recursive: true });
  removeStale(join(outdir, 'stacks'), keep);
  const app = new App({ outdir });
  const stacks = withoutTokenTraces(() => {
    const built = environments.map((settings) => new AnalyticsStack(app, settings));
    app.synth();
    return built;
  });
  for (const stack of stacks) {
    const path = join(outdir, 'stacks', stack.node.id, 'sources.json');
    writeIfChanged(path, `${JSON.stringify(sources(stack), null, 2)}\n`);
  }
}

function removeStale(stacks: string, keep: readonly string[]): void {
  mkdirSync(stacks, { recursive: true });
  for (const name of readdirSync(stacks)) {
    if (!keep.includes(name)) rmSync(join(stacks, name), { recursive: true });
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
