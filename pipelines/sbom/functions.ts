import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { type BundleContents, CONTENTS_FILE } from '../../scripts/files/bundle-contents';
import { UserError } from '../../scripts/user-error';
import { blocksOfType, text } from '../../terraform/query';
import { readDeployment } from '../../terraform/stacks/read-deployment';
import { readJson, readStack } from '../../terraform/read-stack';
import { digestOf } from '../deploy/saved-plan/manifest';

/** One bundle, and what it was made of. */
export interface Bundled {
  /** `send-report` */
  readonly name: string;
  readonly sha256: string;
  readonly contents: BundleContents;
}

/** A bundle that functions run. */
export interface BundledFunction extends Bundled {
  /** `nodejs24.x` */
  readonly runtime: string;
  /** The functions' names, of all environments. */
  readonly functions: readonly string[];
}

const schema = z.strictObject({ files: z.array(z.string()), external: z.array(z.string()) });

/** @throws UserError when it is not there, or something else */
export function readContents(file: string): BundleContents {
  const { data } = schema.safeParse(readJson(file, 'run "npm run synth" first'));
  if (data) return data;
  throw new UserError(`${file} does not tell what a bundle was made of: run "npm run synth" to write it anew.`);
}

/** The bundles of every function of some environments, sorted. @throws UserError for a function with no bundle of ours */
export function functionsOf(environments: readonly string[], stacks: string): BundledFunction[] {
  const found = new Map<string, BundledFunction & { functions: string[] }>();
  for (const environment of environments) {
    const folder = join(stacks, environment);
    const { archives } = readDeployment(folder);
    for (const block of blocksOfType(readStack(folder), 'aws_lambda_function')) {
      const zip = text(block, 'filename');
      const source = archives.find((one) => one.zip === zip)?.source;
      if (source === undefined) throw new UserError(`${folder}: ${block.address} runs ${zip}, which no archive packs.`);
      const file = join(folder, source);
      const [name, runtime] = [dirname(source).split('/').at(-1) ?? '', text(block, 'runtime')];
      const sha256 = digestOf(readFileSync(file));
      const key = `${name} ${sha256} ${runtime}`;
      const one = found.get(key) ?? {
        ...{ name, sha256, runtime, functions: [] },
        contents: readContents(join(dirname(file), CONTENTS_FILE)),
      };
      one.functions.push(text(block, 'function_name'));
      found.set(key, one);
    }
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
