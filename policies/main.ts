import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { synthesize } from '../scripts/programs/synthesize';
import { UserError } from '../scripts/user-error';
import { readPlan } from '../terraform/read-plan';
import { readStack } from '../terraform/read-stack';
import { excuses } from './excuses';
import { inspect, lockOf } from './proof/inspect';
import { updateLock } from './lock/update';
import { type AccessLock, readLock } from './lock/lock-file';
import { NEEDS_FILE, readNeeds } from './needs/needs-file';
import { recordNeeds } from './needs/record';
import { type Options, parseOptions, USAGE } from './proof/options';
import { lockOfOtherSettings, needsOfOtherSettings, REGENERATE } from './proof/other-settings';
import { passes } from './findings/report';
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
  const there = existsSync(stacksFolder) ? readdirSync(stacksFolder).sort() : [];
  const looked = names(stacksFolder, there, options.environments);
  const read = looked.map((name) =>
    options.plan === undefined
      ? readStack(join(stacksFolder, name))
      : readPlan(options.plan, { name, folder: join(stacksFolder, name) }),
  );
  if (options.update)
    await updateLock(ownLock, {
      now: lockOf(read),
      reasons: options.reasons,
      whole: options.environments.length === 0,
    });
  const lockFile = options.sinceState ? 'what stands there' : (options.against ?? ownLock);
  const locked = options.sinceState ? lockOfState(options, stacksFolder) : readLock(lockFile);
  const needs = readNeeds(needsFile);
  const held = { stacks: read, whole: options.environments.length === 0 };
  // Another lock is compared with, whatever it is of.
  const otherLock =
    options.against === undefined && !options.sinceState
      ? lockOfOtherSettings(locked, { ...held, file: lockFile })
      : [];
  const onlyRecords = options.record && !options.check && !options.update;
  const others = [...needsOfOtherSettings(needs, { ...held, file: needsFile }), ...(onlyRecords ? [] : otherLock)];
  if (others.length > 0) throw new UserError(`The settings changed: ${REGENERATE}\n  ${others.join('\n  ')}`);
  const inspected = await inspect({
    stacks: read,
    // What is of other settings says nothing on these.
    lock: otherLock.length > 0 ? lockOf(read) : locked,
    lockFile,
    unseen: there.filter((name) => !looked.includes(name)),
    needs,
    excuses,
    today: new Date().toISOString().slice(0, 10),
  });
  const report = options.advisory || onlyRecords ? { ...inspected, advisory: true } : inspected;
  const text = [
    reporters[options.format]?.(report) ?? '',
    ...(otherLock.length > 0 && options.format === 'terminal'
      ? [`\n${lockFile} is not yet of these settings: ${REGENERATE}\n`]
      : []),
  ].join('');
  if (options.output === undefined) process.stdout.write(text);
  else writeFileSync(options.output, text);
  return passes(report) ? 0 : 1;
}

/** What the account has before the plan is applied, for whoever approves it. */
const lockOfState = ({ plan = '', environments }: Options, stacks: string): AccessLock =>
  lockOf(environments.map((name) => readPlan(plan, { name, folder: join(stacks, name), before: true })));

function names(folder: string, there: readonly string[], wanted: readonly string[]): readonly string[] {
  if (there.length === 0) throw new UserError(`${folder} holds no stack: run "npm run synth" first.`);
  const unknown = wanted.find((name) => !there.includes(name));
  if (unknown !== undefined) {
    throw new UserError(`--env ${unknown} is not there: ${folder} holds ${there.join(', ')}.`);
  }
  return wanted.length > 0 ? wanted : there;
}
