import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { sideOf } from '../../scripts/files/merge-conflicts';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { IamCatalog } from '../iam/iam-catalog';
import { accessIn, type AccessLock, readLock, readReasons, reasonsIn, writeLock } from './lock-file';
import { type Weakening } from './changes';
import { type Needs } from '../needs/needs-file';
import { lockedStandIns } from './stand-ins';
import { servicesLocked } from './locked-access';
import { type Reason, reasonsFor, weakenings } from './weakening';

/**
 * Writes what stands into the lock; of a part of the stacks, beside what the lock has of the others. In a merge's conflict,
 * what stands is held against our side, and the reasons that the other side gave hold here, too.
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
  const { before, kept, theirs } = standing(file);
  const catalog = await IamCatalog.load(servicesLocked([before, now]));
  const added = reasonsFor(weakenings(before, now, catalog.names()), reasons, theirs);
  const replaced = (one: Reason): boolean => added.some((other) => isOfSame(one, other));
  const lock = { ...(whole ? {} : before), ...now };
  writeLock(file, lock, [...kept.filter((one) => !replaced(one)), ...added], lockedStandIns(needs, lock));
}

interface Standing {
  readonly before: AccessLock;
  readonly kept: readonly Reason[];
  /** What another side of a merge has, and ours has not. */
  readonly theirs: readonly Reason[];
}

function standing(file: string): Standing {
  if (!existsSync(file)) return { before: {}, kept: [], theirs: [] };
  const path = relative(repositoryRoot(), resolve(file));
  const [ours, other] = [sideOf(path, 'ours'), sideOf(path, 'theirs')];
  if (ours === undefined || other === undefined) return { before: readLock(file), kept: readReasons(file), theirs: [] };
  const own = reasonsIn(ours, file);
  const theirs = reasonsIn(other, file).filter(
    (one) => !own.some((mine) => isOfSame(one, mine) && one.reason === mine.reason),
  );
  const kept = own.filter((one) => !theirs.some((other) => isOfSame(one, other)));
  return { before: accessIn(ours, file), kept: [...kept, ...theirs], theirs };
}

const isOfSame = (one: Reason, other: Reason): boolean =>
  one.weakens === other.weakens && one.subject === other.subject;
