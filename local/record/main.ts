import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Need } from '../../policies/needs/need';
import { NEEDS_FILE, needsText, RECORD } from '../../policies/needs/needs-file';
import { withoutAccount } from '../../policies/iam/own-account';
import { readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import { synthesize } from '../../scripts/programs/synthesize';
import { environmentsIn } from '../../terraform/stacks/environment-stacks';
import { readStack } from '../../terraform/read-stack';
import { type Answering } from '../aws/elsewhere/answering';
import { takeForwards } from '../aws/elsewhere/forwards';
import { root } from '../start/running/root';
import { recordNeeds } from './record-needs';

/** `npm run policies -- --record [--check] [--forward SERVICE=URL]`: writes what every environment needs, or compares with what is written. */
export async function main(args: readonly string[]): Promise<number> {
  const known = { check: { type: 'boolean' }, forward: { type: 'string', multiple: true } } as const;
  const { check = false, forward = [] } = readOptions(args, known, RECORD);
  const answering = { forwards: takeForwards(forward, process.env) };
  const text = needsText(await recordAll(await synthesize(), answering));
  const file = join(root, NEEDS_FILE);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (text === before) return 0;
  if (!check) {
    writeFileSync(file, text);
    process.stdout.write(`${NEEDS_FILE} is written anew.\n`);
    return 0;
  }
  throw new UserError(
    `${NEEDS_FILE} is not what a run needs: write it anew with "npm run regenerate".\n${difference(before, text)}`,
  );
}

/** @param stacks the folder of synthesized stacks */
export async function recordAll(stacks: string, answering: Answering = {}): Promise<Record<string, Need[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'record-'));
  try {
    const recorded: Record<string, Need[]> = {};
    for (const environment of environmentsIn(stacks)) {
      const stack = join(stacks, environment);
      const needs = await recordNeeds(stack, join(folder, environment), answering);
      recorded[environment] = withoutAccount(needs, readStack(stack).accountId);
    }
    return recorded;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** After a change of region, all of them differ. */
const SHOWN = 10;

/** Lines that are only in the one (-) or in the other (+), the first of each. */
function difference(before: string, after: string): string {
  const [old, fresh] = [before, after].map((text) => new Set(text.split('\n').map((line) => line.replace(/,$/, ''))));
  const only = (some: Set<string> = new Set(), others: Set<string> = new Set(), sign: string) => {
    const lines = [...some].filter((line) => !others.has(line)).map((line) => `${sign} ${line.trim()}`);
    return lines.length > SHOWN ? [...lines.slice(0, SHOWN), `${sign} … and ${lines.length - SHOWN} more`] : lines;
  };
  return [...only(old, fresh, '-'), ...only(fresh, old, '+')].join('\n');
}
