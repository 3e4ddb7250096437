import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Progress } from '../../../scripts/text/progress';
import { type KnownOptions, readOptions } from '../../../scripts/text/read-options';
import { UserError } from '../../../scripts/user-error';
import { stackFolder } from '../../../terraform/stacks/stack-folder';
import { commitOption, short } from '../../shared/commit';
import { type Folders, FOLDERS } from '../../shared/folders';
import { setOutputs } from '../../github/outputs';
import { placeLock } from '../plan/initialize';
import { required } from '../../shared/required';
import { digestOf, MANIFEST_FILE, manifestOption, parseManifest, verifyManifest } from './manifest';
import { planStore } from './plan-store';

const known = {
  env: { type: 'string' },
  from: { type: 'string' },
  bucket: { type: 'string' },
  commit: { type: 'string' },
  manifest: { type: 'string' },
} as const satisfies KnownOptions;

/**
 * `fetch-plan --env NAME --from FOLDER --bucket BUCKET --commit SHA --manifest SHA256`: brings a saved plan into FOLDER,
 * and holds it, the stack and the zips of this checkout against its manifest. `--manifest` is what `save-plan` said of it:
 * another plan of the same commit can have taken its place since. Outputs `gone`.
 * @returns 0, also for a plan that is gone: a day has passed, or another has taken its place. As a stale one it is made,
 * and asked for, again
 */
export async function main(args: readonly string[], { stacks, locks }: Folders = FOLDERS): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- fetch-plan');
  const environment = required(options.env, '--env', 'an environment, such as dev');
  const planFolder = resolve(required(options.from, '--from', 'the folder to write the plan to'));
  const bucket = required(options.bucket, '--bucket', 'the bucket of the state');
  const commit = commitOption(options.commit);
  const wanted = manifestOption(options.manifest);
  const folder = stackFolder(stacks, environment);
  const store = planStore(bucket, environment, commit, folder);
  const step = new Progress().step('Fetching the plan');
  try {
    const text = await store.get(MANIFEST_FILE);
    if (!text) return gone(environment, `the plan of ${short(commit)} is gone: a plan is kept for a day`);
    const digest = digestOf(text);
    if (digest !== wanted) {
      return gone(
        environment,
        `another plan of ${short(commit)} has taken its place: its manifest has sha256 ${digest}, ` +
          `--manifest says ${wanted}`,
      );
    }
    const manifest = parseManifest(text.toString('utf8'), `s3://${bucket}: ${MANIFEST_FILE}`, { environment, commit });
    mkdirSync(planFolder, { recursive: true, mode: 0o700 });
    for (const name of Object.keys(manifest.plan)) {
      if (!/^[\w.-]+$/.test(name))
        throw new UserError(`The manifest names ${JSON.stringify(name)}: not a file's name.`);
      const bytes = await store.get(name);
      if (!bytes) return gone(environment, `${name} of the plan of ${short(commit)} is gone: a plan is kept for a day`);
      writeFileSync(join(planFolder, name), bytes, { mode: 0o600 });
    }
    writeFileSync(join(planFolder, MANIFEST_FILE), text);
    placeLock(folder, environment, locks);
    verifyManifest(manifest, { environment, commit, planFolder, stackFolder: folder });
  } finally {
    store.close();
  }
  setOutputs({ gone: 'false' });
  step.done(`${environment}: plan of ${short(commit)} fetched, and the stack is the one that was planned`);
  return 0;
}

/** No failure: what nobody can apply any more can be planned again. */
function gone(environment: string, why: string): number {
  console.error(`${environment}: ${why}. Nothing was applied. Plan again, and have the new plan reviewed.`);
  setOutputs({ gone: 'true' });
  return 0;
}
