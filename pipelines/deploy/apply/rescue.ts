import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '../../../scripts/user-error';
import { readDeployment } from '../../../terraform/stacks/read-deployment';
import { terraform } from '../plan/terraform';
import { stateBucket } from '../saved-plan/state-bucket';

/** What Terraform names the state that it could not write, beside the stack. */
const ERRORED = 'errored.tfstate';

/** How often it is tried, and how long is waited after the first time, in milliseconds: a minute in all. */
const TRIES = 6;
const PAUSE = 2_000;

/** What became of a state that Terraform could not write. */
export type Rescued =
  /** Terraform has written it after all. */
  | { readonly kind: 'written' }
  /** It lies in the bucket, at this address. */
  | { readonly kind: 'kept'; readonly at: string }
  /** It is nowhere but in this file. */
  | { readonly kind: 'lost'; readonly file: string; readonly why: string };

export interface Rescue {
  /** The stack's folder. */
  readonly folder: string;
  readonly environment: string;
  /** Of whatever applies: no two have the same. */
  readonly name: string;
  /** Whether the run is to end: the runner kills it within seconds. */
  readonly hurry: boolean;
  readonly pause?: number;
}

/** @throws UserError when a state that was not written lies there before anything is applied: this run would bury it */
export function requireNoErroredState(folder: string): void {
  const file = join(folder, ERRORED);
  if (!existsSync(file)) return;
  throw new UserError(
    `${file} is a state that an earlier apply could not write. Write it with "terraform -chdir=${folder} state push ` +
      `${ERRORED}", take it away, and plan again.`,
  );
}

/**
 * Terraform leaves a state that it can't write in a file, which goes with the runner: it is written again, some times;
 * then it is put where only administrators read, since a state holds secrets. Undefined when there is none.
 */
export async function rescueState(rescue: Rescue): Promise<Rescued | undefined> {
  const { folder, hurry, pause = PAUSE } = rescue;
  const file = join(folder, ERRORED);
  if (!existsSync(file)) return undefined;
  for (let attempt = 0; attempt < (hurry ? 1 : TRIES); attempt += 1) {
    await wait(attempt === 0 ? 0 : pause * 2 ** (attempt - 1));
    const pushed = await terraform(folder, ['state', 'push', ERRORED]);
    if (pushed.code === 0) {
      rmSync(file);
      return { kind: 'written' };
    }
    // Whoever stops the run leaves no time to wait: the file comes first.
    if (pushed.interrupted) break;
  }
  return keep(rescue, file);
}

/** The key lies beside the plans, under a prefix that the apply role may write and no role of the pipelines reads. */
async function keep({ folder, environment, name }: Rescue, file: string): Promise<Rescued> {
  const { backend } = readDeployment(folder);
  if (!backend) return { kind: 'lost', file, why: 'the stack names no bucket' };
  const key = `rescued/${environment}/${name}.tfstate`;
  const objects = stateBucket(backend.bucket, backend);
  try {
    await objects.put(key, readFileSync(file), 'the role needs s3:PutObject on rescued/*');
    return { kind: 'kept', at: `s3://${backend.bucket}/${key}` };
  } catch (error) {
    return { kind: 'lost', file, why: (error as Error).message };
  } finally {
    objects.close();
  }
}
