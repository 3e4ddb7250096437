import { readFileSync } from 'node:fs';
import { UserError } from '../../scripts/user-error';
import { type Principal } from '../principal';

/** One permission that a run used: a line of the ledger that `npm start` writes (`permissions.ndjson`). */
export interface Need {
  readonly principal: Principal;
  readonly principalName: string;
  readonly action: string;
  /** Every one of them is needed, e.g. Glue's table and its ancestors. */
  readonly resources: readonly string[];
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** The service that made the call for the principal. */
  readonly via?: string;
  /** The AWS page that says which permission the call takes. */
  readonly cite?: string;
  /** Where the call is written. */
  readonly at?: string;
}

/** @throws UserError for a ledger that can't be read, naming the line. */
export function readNeeds(file: string): Need[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UserError(
      `--needs ${file} can't be read (${code ?? String(error)}): "npm start" tells where it wrote one.`,
    );
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new UserError(`--needs ${file} is empty: give the permissions.ndjson of a whole run.`);
  return lines.map((line, index) => {
    try {
      return need(JSON.parse(line));
    } catch (error) {
      throw new UserError(`--needs ${file}, line ${index + 1}: ${(error as Error).message}.`);
    }
  });
}

function need(value: unknown): Need {
  const line = value as Partial<Need>;
  const kinds = ['role', 'service', 'identity', 'root'];
  if (!line.principal || !kinds.includes(line.principal.kind))
    throw new Error(`principal.kind must be ${kinds.join(', ')}`);
  if (typeof line.action !== 'string' || !line.action.includes(':')) throw new Error('action must be "service:Name"');
  if (!Array.isArray(line.resources) || line.resources.length === 0)
    throw new Error('resources must be a list of ARNs');
  return { ...line, context: line.context ?? {}, principalName: line.principalName ?? '' } as Need;
}
