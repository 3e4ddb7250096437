import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cdktfSynth } from '../peers/commands';
import { type Bench, type Checkout, type Setting } from '../shared/contestant';
import { ofCommand } from '../shared/of-command';
import { type Run } from '../shared/run';
import { timed } from '../shared/timed-command';

/** No program that makes Terraform with cdktf takes less than this. */
const EMPTY_APP = `
const { App } = require('cdktf');
const { mkdtempSync, rmSync } = require('node:fs');
const outdir = mkdtempSync(require('node:path').join(require('node:os').tmpdir(), 'empty-app-'));
new App({ outdir }).synth();
rmSync(outdir, { recursive: true });
`;

/** Of all stacks, into an empty folder; and again, where nothing changed. */
export const synth: Bench = {
  figures: { synth: () => 'synth', 'synth-again': () => 'synth, nothing changed' },
  of: (role, checkout, setting) =>
    Promise.resolve({
      name: checkout.name,
      role,
      run: async () => ({
        synth: await synthesizing(checkout, setting, role, 'anew'),
        'synth-again': await synthesizing(checkout, setting, role, 'again'),
      }),
    }),
  beside: (setting) => {
    const { here, peers } = setting;
    const args = ['--eval', EMPTY_APP];
    return Promise.resolve([
      ...['synth', 'synth-again'].map((figure) =>
        ofCommand(figure, { role: 'limit', name: 'an empty app', folder: here.folder, args }),
      ),
      ...(peers ? [cdktfSynth(peers, setting)] : []),
    ]);
  },
};

/** `npm run synth` in a folder of the bench's: `anew`, nothing is there. */
export function synthesizing(
  { folder }: Checkout,
  { scratch }: Setting,
  into: string,
  how: 'anew' | 'again',
): Promise<Run> {
  const outdir = join(scratch, `synthesized-${into}`);
  if (how === 'anew') rmSync(outdir, { recursive: true, force: true });
  const args = ['scripts/run.mjs', 'environments/commands/synth/main.ts'];
  return timed({ program: process.execPath, args, variables: { CDKTF_OUTDIR: outdir } }, folder);
}
