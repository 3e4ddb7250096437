import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Progress } from '../../../scripts/text/progress';
import { type KnownOptions, readOptions } from '../../../scripts/text/read-options';
import { UserError } from '../../../scripts/user-error';
import { stackFolder } from '../../../terraform/stacks/stack-folder';
import { commitOption, short } from '../../shared/commit';
import { type Folders, FOLDERS } from '../../shared/folders';
import { setOutputs } from '../../github/outputs';
import { readPlanSummary, SUMMARY_FILE } from '../plan/plan-summary';
import { required } from '../../shared/required';
import { digestOf, makeManifest, type Manifest, MANIFEST_FILE } from './manifest';
import { planStore } from './plan-store';

const known = {
  env: { type: 'string' },
  from: { type: 'string' },
  bucket: { type: 'string' },
  commit: { type: 'string' },
} as const satisfies KnownOptions;

/**
 * `save-plan --env NAME --from FOLDER --bucket BUCKET --commit SHA`: keeps the plan in FOLDER, with a manifest of all that
 * it was made of. Outputs `manifest`, the manifest's digest: a job that hands it to `fetch-plan` gets this plan or none; and
 * `zips`, the digest and the name of each of the functions' zips: a job that attests them attests these or none.
 */
export async function main(args: readonly string[], { stacks }: Folders = FOLDERS): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- save-plan');
  const environment = required(options.env, '--env', 'an environment, such as dev');
  const planFolder = resolve(required(options.from, '--from', 'the folder that "plan" wrote'));
  const bucket = required(options.bucket, '--bucket', 'the bucket of the state');
  const commit = commitOption(options.commit);
  const folder = stackFolder(stacks, environment);
  const summary = readPlanSummary(join(planFolder, SUMMARY_FILE));
  if (summary.environment !== environment) {
    throw new UserError(`--from ${planFolder} holds a plan of ${summary.environment}: --env says ${environment}.`);
  }
  const manifest = makeManifest({
    environment,
    commit,
    planFolder,
    stackFolder: folder,
    terraformVersion: summary.terraformVersion,
  });
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  const store = planStore(bucket, environment, commit, folder);
  const step = new Progress().step('Saving the plan');
  try {
    for (const name of Object.keys(manifest.plan)) await store.put(name, readFileSync(join(planFolder, name)));
    // Last: who finds a manifest finds the plan.
    await store.put(MANIFEST_FILE, text);
  } finally {
    store.close();
  }
  step.done(`${environment}: plan of ${short(commit)} saved to s3://${bucket}`);
  setOutputs({ manifest: digestOf(text), zips: zipsOf(manifest) });
  return 0;
}

/** As sha256sum writes them, with a comma for each end of a line: an output is one line. */
const zipsOf = ({ stack }: Manifest): string =>
  Object.entries(stack)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([file, digest]) => (file.startsWith(ZIPS) ? [`${digest}  ${file.slice(ZIPS.length)}`] : []))
    .join(',');

/** Where a plan puts them, in the stack's folder. */
const ZIPS = 'zips/';
