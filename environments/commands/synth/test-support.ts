import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStack } from '../../../terraform/read-stack';
import { type Stack } from '../../../terraform/stack';
import { shippedDev, shippedGitHub } from './shipped';
import { type Settings, validSettings } from '../../settings';
import { synth } from './synth';

process.env['CHECKPOINT_DISABLE'] ??= '1';

/** Synthesizes settings into a folder of their own, and reads the stack back with its references resolved. */
export function synthesized(changes: Partial<Settings> = {}): Stack {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-test-'));
  try {
    return readStack(join(outdir, 'stacks', synthesizedInto(outdir, changes)));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** As `synthesized`, with all that the stack needs to stand: of the folder's stacks, the name of the settings'. */
export function synthesizedInto(outdir: string, changes: Partial<Settings>): string {
  const settings = validSettings({ ...shippedDev, ...changes }, 'settings of a test');
  synth({ outdir, environments: [settings], keep: [settings.environment], repository: shippedGitHub });
  return settings.environment;
}
