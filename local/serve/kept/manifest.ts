import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fields } from '../../aws/shared/kept-line';
import { isFields } from '../../../scripts/text/is-fields';
import { reasonOf } from '../../../scripts/text/words';
import { fault } from './fault';

export const MANIFEST = 'kept.json';
const FORMAT = 'local-account';
const VERSION = 1;

/** Whose account it is. */
export interface Place {
  readonly environment: string;
  readonly accountId: string;
  readonly region: string;
}

export interface Manifest extends Place {
  /** Of the lines that hold; 0: the account was not finished with what it was to begin with. */
  readonly generation: number;
  /** Those that have lines. */
  readonly services: readonly string[];
  /** Milliseconds that its clock is ahead of a machine's. */
  readonly ahead: number;
  /** What it was sent to begin with: `demo`, or a digest; empty: nothing. */
  readonly sent: string;
}

/** @returns nothing where the folder has none. @throws UserError for one that is another's, or of another version */
export function readManifest(folder: string): Manifest | undefined {
  const file = join(folder, MANIFEST);
  if (!existsSync(file)) return undefined;
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw fault(file, `it is no JSON (${reasonOf(error)})`);
  }
  if (!isFields(read) || read['format'] !== FORMAT) throw fault(file, `its "format" is not "${FORMAT}"`);
  if (read['version'] !== VERSION) {
    throw fault(file, `its version is ${JSON.stringify(read['version'])}, and this checkout reads version ${VERSION}`);
  }
  try {
    return manifestOf(new Fields(read));
  } catch (error) {
    throw fault(file, reasonOf(error));
  }
}

const manifestOf = (of: Fields): Manifest => ({
  environment: of.text('environment'),
  accountId: of.text('accountId'),
  region: of.text('region'),
  generation: of.number('generation'),
  services: of.list<unknown>('services').map(String),
  ahead: of.number('ahead'),
  sent: of.text('sent'),
});

/** In one step: whoever reads it reads the one before, or this one. */
export function writeManifest(folder: string, manifest: Manifest): void {
  const file = join(folder, MANIFEST);
  writeFileSync(`${file}.new`, `${JSON.stringify({ format: FORMAT, version: VERSION, ...manifest }, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}
