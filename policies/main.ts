import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { synthesize } from '../scripts/programs/synthesize';
import { UserError } from '../scripts/user-error';
import { readPlan } from '../terraform/read-plan';
import { readStack } from '../terraform/read-stack';
import { Refusals, Refused } from '../terraform/refused';
import { type Stack } from '../terraform/stack';
import { readNeighbours } from '../terraform/stacks/neighbours';
import { excuses } from './excuses';
import { inspect, lockOf } from './proof/inspect';
import { updateLock } from './lock/update';
import { type AccessLock, readLock, readStandIns } from './lock/lock-file';
import { lockedStandIns, type StandInLine } from './lock/stand-ins';
import { NEEDS_FILE, readNeeds } from './needs/needs-file';
import { recordNeeds } from './needs/record';
import { type Options, parseOptions, USAGE } from './proof/options';
import { lockOfOtherSettings, needsOfOtherSettings, REGENERATE } from './proof/other-settings';
import { refusedReport } from './findings/refused';
import { passes, type Report, UPDATE } from './findings/report';
import { readAccess } from './iam/access';
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
  const lockFile = options.sinceState ? 'what stands there' : (options.against ?? ownLock);
  const ended = await decide(options, { stacks, ownLock, lockFile, needsFile }).catch((error: unknown) => {
    if (error instanceof Refused) return { report: refusedReport(error.refusals, lockFile), isStale: false };
    throw error;
  });
  if (typeof ended === 'number') return ended;
  const { report, isStale } = ended;
  const text = [
    reporters[options.format]?.(report) ?? '',
    ...(isStale && options.format === 'terminal'
      ? [`\n${lockFile} is not yet of these settings: ${REGENERATE}\n`]
      : []),
  ].join('');
  if (options.output === undefined) process.stdout.write(text);
  else writeFileSync(options.output, text);
  return passes(report) ? 0 : 1;
}

interface Files {
  readonly stacks: string | undefined;
  readonly ownLock: string;
  /** That access is compared with. */
  readonly lockFile: string;
  readonly needsFile: string;
}

/**
 * @returns the report, and whether the lock is of other settings; an exit code when needs could not be recorded
 * @throws Refused for stacks that are not understood
 */
async function decide(
  options: Options,
  { stacks, ownLock, lockFile, needsFile }: Files,
): Promise<{ readonly report: Report; readonly isStale: boolean } | number> {
  const stacksFolder = stacks ?? relative(process.cwd(), await synthesize());
  const there = existsSync(stacksFolder) ? readdirSync(stacksFolder).sort() : [];
  const looked = names(stacksFolder, there, options.environments);
  const read = readAll(
    looked.map((name) => ({ name, folder: join(stacksFolder, name) })),
    options.plan,
  );
  const synthesized = options.plan === undefined ? read : [];
  if (options.record) {
    const code = await recordNeeds(options.check, options.forward);
    if (code !== 0) return code;
  }
  const needs = readNeeds(needsFile);
  if (options.update) {
    await updateLock(ownLock, {
      now: lockOf(read, synthesized),
      reasons: options.reasons,
      whole: options.environments.length === 0,
      needs,
    });
  }
  const locked = options.sinceState ? lockOfState(options, stacksFolder) : readLock(lockFile);
  const held = { stacks: read, whole: options.environments.length === 0 };
  // Another lock is compared with, whatever it is of.
  const otherLock =
    options.against === undefined && !options.sinceState
      ? lockOfOtherSettings(locked, { ...held, file: lockFile })
      : [];
  const onlyRecords = options.record && !options.check && !options.update;
  const others = [...needsOfOtherSettings(needs, { ...held, file: needsFile }), ...(onlyRecords ? [] : otherLock)];
  if (others.length > 0) throw new UserError(`The settings changed: ${REGENERATE}\n  ${others.join('\n  ')}`);
  if (options.against === undefined && !options.sinceState && otherLock.length === 0 && !onlyRecords) {
    checkStandIns(lockFile, lockedStandIns(needs, locked));
  }
  const inspected = await inspect({
    stacks: read,
    synthesized,
    // What is of other settings says nothing on these.
    lock: otherLock.length > 0 ? lockOf(read, synthesized) : locked,
    lockFile,
    unseen: there.filter((name) => !looked.includes(name)),
    needs,
    excuses,
    today: new Date().toISOString().slice(0, 10),
  });
  return {
    report: options.advisory || onlyRecords ? { ...inspected, advisory: true } : inspected,
    isStale: otherLock.length > 0,
  };
}

/** @throws UserError for a lock that says otherwise than the needs what no service answered */
function checkStandIns(lockFile: string, recorded: readonly StandInLine[]): void {
  const [here, there] = [readStandIns(lockFile), recorded].map((lines) => JSON.stringify(lines));
  if (here === there) return;
  throw new UserError(
    `${lockFile} does not say which needs were recorded through stand-ins, as ${NEEDS_FILE} does: run "${UPDATE}".`,
  );
}

/** @throws Refused with all that is not understood, in the stacks and in the policies of those that could be read */
function readAll(
  stacks: readonly { readonly name: string; readonly folder: string }[],
  plan: string | undefined,
): Stack[] {
  const refusals = new Refusals();
  const read = stacks.flatMap(
    (one) => refusals.of(one.name, () => (plan === undefined ? readStack(one.folder) : readPlan(plan, one))) ?? [],
  );
  if (refusals.all.length > 0) {
    for (const stack of read) refusals.of(stack.name, () => readAccess(stack, readNeighbours(stack, read)));
  }
  refusals.throwIfAny();
  return read;
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
