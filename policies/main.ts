import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../scripts/user-error';
import { readStack } from '../terraform/read-stack';
import { excuses } from './excuses';
import { inspect, lockOf } from './inspect';
import { readLock, writeLock } from './lock/lock-file';
import { readNeeds } from './needs/read-needs';
import { parseOptions, USAGE } from './options';
import { passes } from './report';
import { reporters } from './reports/all';

const STACKS = 'cdktf.out/stacks';
const LOCK = 'policies/access.lock.json';

/** `npm run policies`: exit code 0 when every rule holds and access is not wider than the lock. */
export async function main(args: readonly string[], stacksFolder = STACKS, ownLock = LOCK): Promise<number> {
  const options = parseOptions(args);
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const stacks = names(stacksFolder, options.environments).map((name) => readStack(join(stacksFolder, name)));
  if (options.update) {
    const others = options.environments.length > 0 && existsSync(ownLock) ? readLock(ownLock) : {};
    const locked = Object.entries({ ...others, ...lockOf(stacks) }).sort(([a], [b]) => (a < b ? -1 : 1));
    writeLock(ownLock, Object.fromEntries(locked));
  }
  const lockFile = options.against ?? ownLock;
  const needs = options.needs.flatMap(readNeeds);
  const report = await inspect({
    stacks,
    lock: readLock(lockFile),
    lockFile,
    needs,
    excuses,
    today: new Date().toISOString().slice(0, 10),
  });
  const text = reporters[options.format]?.(report) ?? '';
  if (options.output === undefined) process.stdout.write(text);
  else writeFileSync(options.output, text);
  return passes(report) ? 0 : 1;
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
