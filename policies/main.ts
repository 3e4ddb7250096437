import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { synthesize } from '../scripts/synthesize';
import { UserError } from '../scripts/user-error';
import { environmentOf } from '../terraform/environment-stacks';
import { readPlan } from '../terraform/read-plan';
import { readStack } from '../terraform/read-stack';
import { type Stack } from '../terraform/stack';
import { excuses } from './excuses';
import { inspect, lockOf } from './inspect';
import { type AccessLock, readLock, writeLock } from './lock/lock-file';
import { NEEDS_FILE, type Needs, readNeeds, RECORD } from './needs/needs-file';
import { recordNeeds } from './needs/record';
import { type Options, parseOptions, USAGE } from './options';
import { passes } from './report';
import { reporters } from './reports/all';

const LOCK = 'policies/access.lock.json';

/**
 * `npm run policies`: exit code 0 when every rule holds and access is not wider than the lock.
 * @param stacks the folder of synthesized stacks; when left out, that of the checkout, synthesized anew if it must be
 */
export async function main(
  args: readonly string[],
  stacks?: string,
  ownLock = LOCK,
  needsFile = NEEDS_FILE,
): Promise<number> {
  const options = parseOptions(args);
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (options.record) {
    const code = await recordNeeds(options.check);
    if (code !== 0) return code;
  }
  const stacksFolder = stacks ?? relative(process.cwd(), await synthesize());
  const read = names(stacksFolder, options.environments).map((name) =>
    options.plan === undefined
      ? readStack(join(stacksFolder, name))
      : readPlan(options.plan, { name, folder: join(stacksFolder, name) }),
  );
  if (options.update) {
    const others = options.environments.length > 0 && existsSync(ownLock) ? readLock(ownLock) : {};
    const locked = Object.entries({ ...others, ...lockOf(read) }).sort(([a], [b]) => (a < b ? -1 : 1));
    writeLock(ownLock, Object.fromEntries(locked));
  }
  const lockFile = options.sinceState ? 'what stands there' : (options.against ?? ownLock);
  const needs = readNeeds(needsFile);
  requireNeeds(needs, read, needsFile);
  const inspected = await inspect({
    stacks: read,
    lock: options.sinceState ? lockOfState(options, stacksFolder) : readLock(lockFile),
    lockFile,
    needs,
    excuses,
    today: new Date().toISOString().slice(0, 10),
  });
  const report = options.advisory ? { ...inspected, advisory: true } : inspected;
  const text = reporters[options.format]?.(report) ?? '';
  if (options.output === undefined) process.stdout.write(text);
  else writeFileSync(options.output, text);
  return passes(report) ? 0 : 1;
}

/** What the account has before the plan is applied, for whoever approves it. */
const lockOfState = ({ plan = '', environments }: Options, stacks: string): AccessLock =>
  lockOf(environments.map((name) => readPlan(plan, { name, folder: join(stacks, name), before: true })));

/** @throws UserError for an environment that no run was recorded of: no grant could be told from a needless one */
function requireNeeds(needs: Needs, stacks: readonly Stack[], file: string): void {
  const without = stacks.map(({ name }) => environmentOf(name)).find((name) => !needs[name]);
  if (without !== undefined) {
    throw new UserError(`${file} has nothing on environment ${without}: record it with "${RECORD}".`);
  }
}

function names(folder: string, wanted: readonly string[]): string[] {
  const there = existsSync(folder) ? readdirSync(folder).sort() : [];
  if (there.length === 0) throw new UserError(`${folder} holds no stack: run "npm run synth" first.`);
  const unknown = wanted.find((name) => !there.includes(name));
  if (unknown !== undefined) {
    throw new UserError(`--env ${unknown} is not there: ${folder} holds ${there.join(', ')}.`);
  }
  return wanted.length > 0 ? [...wanted] : there;
}
