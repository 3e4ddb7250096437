import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cdktfSynth } from '../peers/commands';
import { type Bench, type Checkout, type Setting } from '../shared/contestant';
import { edited } from '../shared/edited';
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

/** Of all stacks: after a change of the sources; into an empty folder, of sources as they were; and where nothing changed. */
export const synth: Bench = {
  figures: {
    synth: () => 'synth, after an edit',
    'synth-elsewhere': () => 'synth into an empty folder',
    'synth-again': () => 'synth, nothing changed',
  },
  of: (role, checkout, setting) =>
    Promise.resolve({
      name: checkout.name,
      role,
      async run() {
        const outdir = join(setting.scratch, `synthesized-${role}`);
        return {
          synth: await synthesizingEdited(checkout, setting, role),
          'synth-elsewhere': await synthesizing(checkout.folder, outdir, 'empty'),
          'synth-again': await synthesizing(checkout.folder, outdir, 'again'),
        };
      },
    }),
  beside: (setting) => {
    const { here, peers } = setting;
    const args = ['--eval', EMPTY_APP];
    return Promise.resolve([
      ...Object.keys(synth.figures).map((figure) =>
        ofCommand(figure, { role: 'limit', name: 'an empty app', folder: here.folder, args }),
      ),
      ...(peers ? [cdktfSynth(peers, setting)] : []),
    ]);
  },
};

const SYNTH = ['scripts/run.mjs', 'environments/commands/synth/main.ts'];

/** `npm run synth` in a copy of the checkout that was edited since the last time, into a folder that is not there. */
export function synthesizingEdited(checkout: Checkout, { scratch }: Setting, into: string): Promise<Run> {
  const folder = edited(checkout, join(scratch, `edited-${into}`));
  return synthesizing(folder, join(folder, 'cdktf.out'), 'empty');
}

/** `npm run synth` of the checkout in `folder`: `empty`, where it writes nothing is there. */
function synthesizing(folder: string, outdir: string, how: 'empty' | 'again'): Promise<Run> {
  if (how === 'empty') rmSync(outdir, { recursive: true, force: true });
  return timed({ program: process.execPath, args: SYNTH, variables: { CDKTF_OUTDIR: outdir } }, folder);
}
