import { readStacks } from '../stacks/neighbours';

/**
 * `scripts/run.mjs terraform/accepted/accepts.ts FOLDER ...`: exit code 0 when everything in these stacks is understood. For those
 * who make stacks, and may not read them.
 * @throws Refused with all that is not
 */
export async function main(folders: readonly string[]): Promise<number> {
  readStacks(folders);
  return 0;
}
