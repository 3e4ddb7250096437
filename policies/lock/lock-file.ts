import { readFileSync, writeFileSync } from 'node:fs';
import { refuseMarkers } from '../../scripts/files/merge-conflicts';
import { UserError } from '../../scripts/user-error';
import { folded } from './folded';
import { accessOf, type Line, linesOf } from './lines';
import { type LockedAccess } from './locked-access';
import { type LockedSettings, withSettings } from './settings';
import { type StandInLine } from './stand-ins';
import { type Reason } from './weakening';

/** By stack. */
export type AccessLock = Readonly<Record<string, LockedAccess>>;

const ABOUT =
  'Who may do what, a grant a line. Written by "npm run policies -- --update"; a line more is access more: review it.';

/** Version 1 had a field a line, and no reasons; a target branch may still have one. */
interface LockFile {
  readonly version?: unknown;
  readonly environments?: Readonly<Record<string, LockedAccess>>;
  readonly settings?: readonly ({ readonly stack: string } & LockedSettings)[];
  readonly reasons?: readonly Reason[];
  readonly standIns?: readonly StandInLine[];
  readonly grants?: readonly ({ readonly in: string } & Line)[];
}

/** @throws UserError for a lock that is missing, isn't one, or has a merge's conflict in it */
export const readLock = (file: string): AccessLock => accessIn(textOf(file), file);

/** Why access was let grow weaker, in the order in which it was. */
export const readReasons = (file: string): readonly Reason[] => reasonsIn(textOf(file), file);

/** Of a lock's text. @param file that messages name */
export function accessIn(text: string, file: string): AccessLock {
  const { version, environments, settings = [], grants } = parsed(text, file);
  return told(file, () => {
    if (version === 1) return environmentsOf(environments);
    if (version !== 2) throw new Error(`version must be 2, found ${JSON.stringify(version ?? null)}`);
    if (!Array.isArray(grants)) throw new Error('it has no list "grants"');
    return Object.fromEntries(
      settings.map(({ stack, ...own }) => {
        const lines = grants.filter((line) => line.in.split(', ').includes(stack)).map(({ in: _, ...line }) => line);
        return [stack, { ...accessOf(JSON.parse(withSettings(JSON.stringify(lines), own)) as Line[]), settings: own }];
      }),
    );
  });
}

/** What it says was recorded through answers that are written down. */
export const readStandIns = (file: string): readonly StandInLine[] => parsed(textOf(file), file).standIns ?? [];

export const reasonsIn = (text: string, file: string): readonly Reason[] => parsed(text, file).reasons ?? [];

function environmentsOf(environments: LockFile['environments'] = {}): AccessLock {
  for (const [name, access] of Object.entries(environments)) {
    for (const part of ['roles', 'policies', 'resources'] as const) {
      if (typeof access[part] !== 'object') throw new Error(`environment ${name} lacks "${part}"`);
    }
  }
  return environments;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UserError(
      `${file} can't be read (${code ?? String(error)}): write it with "npm run policies -- --update".`,
    );
  }
}

function parsed(text: string, file: string): LockFile {
  refuseMarkers(text, file);
  return told(file, () => JSON.parse(text) as LockFile);
}

function told<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UserError(
      `${file} is no access lock (${(error as Error).message}): write it anew with "npm run policies -- --update".`,
    );
  }
}

/** One line a grant; what is the same in several stacks, but for their settings, stands once. */
export function writeLock(
  file: string,
  lock: AccessLock,
  reasons: readonly Reason[] = [],
  standIns: readonly StandInLine[] = [],
): void {
  const stacks = Object.keys(lock).sort();
  const settings = stacks.map((stack) => ({ stack, ...settingsIn(lock, stack) }));
  const lines = stacks.flatMap((stack) =>
    linesOf(lock[stack] as LockedAccess).map((line): [string, Line] => [stack, line]),
  );
  const grants = folded(lines, (stack) => settingsIn(lock, stack)).sort((one, other) =>
    orderOf(one) < orderOf(other) ? -1 : 1,
  );
  const parts = { settings, reasons, ...(standIns.length > 0 ? { standIns } : {}), grants };
  const texts = Object.entries(parts).map(
    ([name, rows]) =>
      `  ${JSON.stringify(name)}: [${rows.map((row) => `\n    ${rowText(row)}`).join(',')}${rows.length > 0 ? '\n  ' : ''}]`,
  );
  writeFileSync(file, `{\n  "about": ${JSON.stringify(ABOUT)},\n  "version": 2,\n${texts.join(',\n')}\n}\n`);
}

function settingsIn(lock: AccessLock, stack: string): LockedSettings {
  const settings = lock[stack]?.settings;
  if (!settings)
    throw new UserError(`The stack ${stack} has no default tag "Application": a lock is of stacks that have one.`);
  return settings;
}

const KINDS = ['role', 'boundary', 'policy', 'resource'] as const;

/** Roles first, each with who is trusted, what limits it, what it holds and what it may. */
function orderOf(line: Line): string {
  const kind = KINDS.findIndex((one) => line[one] !== undefined);
  const part = line.trusts || line.trustsAllBut ? 0 : line.within ? 1 : line.holds ? 2 : 3;
  return JSON.stringify([kind, line[KINDS[kind] ?? 'role'], part, line]);
}

const rowText = (row: object): string =>
  `{${Object.entries(row)
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(', ')}}`;
