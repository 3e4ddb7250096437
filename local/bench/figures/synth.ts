import { type Bench } from '../shared/contestant';
import { cdktfSynth } from '../peers/commands';
import { ofCommand } from '../shared/of-command';

/** No program that makes Terraform with cdktf takes less than this. */
const EMPTY_APP = `
const { App } = require('cdktf');
const { mkdtempSync, rmSync } = require('node:fs');
const outdir = mkdtempSync(require('node:path').join(require('node:os').tmpdir(), 'empty-app-'));
new App({ outdir }).synth();
rmSync(outdir, { recursive: true });
`;

export const synth: Bench = {
  figures: { synth: () => 'synth' },
  of: (role, { name, folder }) => Promise.resolve(ofCommand('synth', { role, name, folder, args: SYNTH })),
  beside: (setting) => {
    const { here, peers } = setting;
    const args = ['--eval', EMPTY_APP];
    return Promise.resolve([
      ofCommand('synth', { role: 'limit', name: 'an empty app', folder: here.folder, args }),
      ...(peers ? [cdktfSynth(peers, setting)] : []),
    ]);
  },
};

export const SYNTH = ['scripts/run.mjs', 'environments/commands/synth/main.ts'];
