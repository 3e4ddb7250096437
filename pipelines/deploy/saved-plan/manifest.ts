import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { UserError } from '../../../scripts/user-error';
import { readDeployment } from '../../../terraform/stacks/read-deployment';
import { PLAN_FILE } from '../plan/files';
import { LOCK_FILE } from '../plan/initialize';
import { SUMMARY_FILE } from '../plan/plan-summary';
import { required } from '../../shared/required';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const schema = z.strictObject({
  version: z.literal(1),
  environment: z.string(),
  /** What was planned: the full SHA-1 of a commit. */
  commit: z.string(),
  /** Another Terraform reads another plan. */
  terraformVersion: z.string(),
  /** By path in the plan's folder. */
  plan: z.record(z.string(), sha256),
  /** By path from the stack's folder: the stack, its lock file, the functions' zips and what was packed in them. */
  stack: z.record(z.string(), sha256),
});

/** What a plan is made of and from: whoever applies it holds all of that against these digests. */
export type Manifest = z.output<typeof schema>;

export const MANIFEST_FILE = 'manifest.json';

/** A plan and the stack that it was made of. */
export interface Planned {
  readonly environment: string;
  readonly commit: string;
  readonly planFolder: string;
  readonly stackFolder: string;
}

/** @throws UserError naming a file of the plan or the stack that isn't there */
export function makeManifest(planned: Planned & { readonly terraformVersion: string }): Manifest {
  const { environment, commit, terraformVersion, planFolder, stackFolder } = planned;
  const stack = ['cdk.tf.json', LOCK_FILE];
  for (const { zip, source } of readDeployment(stackFolder).archives) stack.push(zip, source);
  return {
    version: 1,
    environment,
    commit,
    terraformVersion,
    plan: digestsOf(planFolder, [PLAN_FILE, SUMMARY_FILE]),
    stack: digestsOf(stackFolder, stack),
  };
}

const digestsOf = (folder: string, files: readonly string[]): Record<string, string> =>
  Object.fromEntries(files.map((file) => [file, digestOf(readFile(join(folder, file)))]));

/** Lower-case hexadecimal SHA-256 */
export const digestOf = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

/** @throws UserError for what is not the digest of a manifest */
export function manifestOption(value: string | undefined): string {
  const digest = required(value, '--manifest', 'the manifest\'s digest, as "save-plan" told it');
  if (sha256.safeParse(digest).success) return digest;
  throw new UserError(`--manifest ${digest}: not a SHA-256 (64 hexadecimal digits, in lower case).`);
}

/** @throws UserError for a text that is not a manifest, or is one of another environment or commit */
export function parseManifest(
  text: string,
  from: string,
  { environment, commit }: Pick<Planned, 'environment' | 'commit'>,
): Manifest {
  const { data } = schema.safeParse(jsonOf(text));
  if (!data) throw new UserError(`${from} is no manifest of a saved plan: plan again.`);
  if (data.environment !== environment) {
    throw new UserError(`${from} is of environment ${data.environment}, and ${environment} was asked for: plan again.`);
  }
  if (data.commit !== commit) {
    throw new UserError(`${from} is of commit ${data.commit}, and ${commit} was asked for: plan that commit.`);
  }
  return data;
}

/**
 * Holds the plan and the stack against the manifest.
 * @throws UserError naming every file that is missing or differs, with both digests
 */
export function verifyManifest(manifest: Manifest, { planFolder, stackFolder }: Planned): void {
  const faults = [
    ...differences(planFolder, manifest.plan),
    ...differences(stackFolder, manifest.stack),
    ...unplanned(manifest, stackFolder),
  ];
  if (faults.length === 0) return;
  throw new UserError(
    `This is not what was planned, and nothing was applied:\n${faults.map((fault) => `  ${fault}`).join('\n')}\n` +
      'Carry cdktf.out and its zips from the job that planned, or plan again.',
  );
}

function differences(folder: string, files: Readonly<Record<string, string>>): string[] {
  return Object.entries(files).flatMap(([name, planned]) => {
    const file = join(folder, name);
    let found: string;
    try {
      found = digestOf(readFileSync(file));
    } catch (error) {
      return [`${file} can't be read (${(error as NodeJS.ErrnoException).code}); planned with sha256 ${planned}`];
    }
    return found === planned ? [] : [`${file} has sha256 ${found}; planned with ${planned}`];
  });
}

/** A zip that the stack names now, and the manifest doesn't: a manifest that lists less must not check less. */
function unplanned({ stack, plan }: Manifest, folder: string): string[] {
  const wanted = readDeployment(folder).archives.flatMap(({ zip, source }) => [zip, source]);
  return [
    ...[PLAN_FILE, SUMMARY_FILE].filter((file) => !Object.hasOwn(plan, file)),
    ...['cdk.tf.json', LOCK_FILE, ...wanted].filter((file) => !Object.hasOwn(stack, file)),
  ].map((file) => `${file} has no digest in the manifest`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UserError(
      `${file} can't be read (${(error as NodeJS.ErrnoException).code}): plan first, with "npm run pipeline -- plan".`,
    );
  }
}
