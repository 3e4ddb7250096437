import { existsSync, readFileSync } from 'node:fs';
import { UserError } from '../../scripts/user-error';
import { type SourceLocation } from '../stack';

/** Where a block is written and, by `Sid`, the statements of the policy that it carries. */
export interface Located {
  readonly source: SourceLocation;
  readonly statements?: Readonly<Record<string, SourceLocation>>;
}

/**
 * Reads `sources.json`, which synth writes beside `cdk.tf.json`: source locations by Terraform address.
 * A stack may lack it (one that was written by hand, say); then no block has a location.
 * @throws UserError when the file is there and isn't what synth writes.
 */
export function readSources(file: string): Readonly<Record<string, Located>> {
  if (!existsSync(file)) return {};
  try {
    const entries = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>);
    return Object.fromEntries(entries.map(([address, entry]) => [address, located(entry)]));
  } catch (error) {
    throw new UserError(`${file} can't be read (${(error as Error).message}): run "npm run synth" to write it anew.`);
  }
}

function located(entry: unknown): Located {
  const { statements } = entry as { statements?: Record<string, unknown> };
  return {
    source: location(entry),
    ...(statements
      ? { statements: Object.fromEntries(Object.entries(statements).map(([sid, at]) => [sid, location(at)])) }
      : {}),
  };
}

function location(entry: unknown): SourceLocation {
  const { file, line } = (entry ?? {}) as Partial<SourceLocation>;
  if (typeof file !== 'string' || typeof line !== 'number') throw new Error('an entry lacks "file" or "line"');
  return { file, line };
}
