import { join } from 'node:path';
import { existsSync, readFileSync } from 'node:fs';
import { asBody } from '../expressions/body';
import { type Json } from '../stack';
import { bootstrapOf, environmentOf, isBootstrap } from '../stacks/environment-stacks';

/**
 * The bucket of the environment's states, as the bootstrap stack makes it and tells it in its output `state_bucket`.
 * @returns undefined when there is no such stack beside, or it doesn't say
 */
export function stateBucketOf(folder: string, name: string, root: Json): string | undefined {
  if (isBootstrap(name)) return bucketIn(root);
  const file = join(folder, '..', bootstrapOf(environmentOf(name)), 'cdk.tf.json');
  if (!existsSync(file)) return undefined;
  try {
    return bucketIn(JSON.parse(readFileSync(file, 'utf8')) as Json);
  } catch {
    // Whoever reads that stack says what is wrong with it.
    return undefined;
  }
}

function bucketIn(root: Json): string | undefined {
  const value = asBody(asBody(asBody(root)?.['output'])?.['state_bucket'])?.['value'];
  const [, name] = /^\$\{aws_s3_bucket\.([\w-]+)\.bucket\}$/.exec(typeof value === 'string' ? value : '') ?? [];
  const bucket = asBody(asBody(asBody(asBody(root)?.['resource'])?.['aws_s3_bucket'])?.[name ?? ''])?.['bucket'];
  return typeof bucket === 'string' ? bucket : undefined;
}
