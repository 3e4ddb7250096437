import { readFileSync, writeFileSync } from 'node:fs';
import { UserError } from '../../scripts/user-error';
import { type LockedAccess } from './locked-access';

/** By environment. */
export type AccessLock = Readonly<Record<string, LockedAccess>>;

const ABOUT =
  'Who may do what. Written by "npm run policies -- --update"; a change here is a change of access: review it.';

/** @throws UserError for a lock that is missing, or isn't one. */
export function readLock(file: string): AccessLock {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UserError(
      `${file} can't be read (${code ?? String(error)}): write it with "npm run policies -- --update".`,
    );
  }
  try {
    const { version, environments } = JSON.parse(text) as { version?: unknown; environments?: unknown };
    if (version !== 1) throw new Error(`version must be 1, found ${JSON.stringify(version ?? null)}`);
    for (const [name, access] of Object.entries(environments as Record<string, Partial<LockedAccess>>)) {
      for (const part of ['roles', 'policies', 'resources'] as const) {
        if (typeof access[part] !== 'object') throw new Error(`environment ${name} lacks "${part}"`);
      }
    }
    return environments as AccessLock;
  } catch (error) {
    throw new UserError(
      `${file} is no access lock (${(error as Error).message}): write it anew with "npm run policies -- --update".`,
    );
  }
}

export function writeLock(file: string, environments: AccessLock): void {
  writeFileSync(file, `${JSON.stringify({ about: ABOUT, version: 1, environments }, null, 2)}\n`);
}
