import { existsSync } from 'node:fs';
import { IamCatalog } from '../iam/iam-catalog';
import { type AccessLock, readLock, readReasons, writeLock } from './lock-file';
import { type Weakening } from './changes';
import { type Needs } from '../needs/needs-file';
import { lockedStandIns } from './stand-ins';
import { servicesLocked } from './locked-access';
import { type Reason, reasonsFor, weakenings } from './weakening';

/**
 * Writes what stands into the lock; of a part of the stacks, beside what the lock has of the others.
 * @throws UserError for access that has grown weaker in a way that wants a reason, and none is given
 */
export async function updateLock(
  file: string,
  {
    now,
    reasons,
    whole,
    needs,
  }: {
    readonly now: AccessLock;
    readonly reasons: ReadonlyMap<Weakening, string>;
    readonly whole: boolean;
    readonly needs: Needs;
  },
): Promise<void> {
  const [before, kept] = existsSync(file) ? [readLock(file), readReasons(file)] : [{}, []];
  const catalog = await IamCatalog.load(servicesLocked([before, now]));
  const added = reasonsFor(weakenings(before, now, catalog.names()), reasons);
  const replaced = (one: Reason): boolean =>
    added.some(({ weakens, subject }) => weakens === one.weakens && subject === one.subject);
  const lock = { ...(whole ? {} : before), ...now };
  writeLock(file, lock, [...kept.filter((one) => !replaced(one)), ...added], lockedStandIns(needs, lock));
}
