import { type Bench } from '../shared/contestant';
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
  contestants: ({ here, there }) =>
    Promise.resolve([
      ofCommand('synth', { role: 'here', name: here.name, folder: here.folder, args: SYNTH }),
      ofCommand('synth', { role: 'limit', name: 'an empty app', folder: here.folder, args: ['--eval', EMPTY_APP] }),
      ...(there ? [ofCommand('synth', { role: 'there', name: there.name, folder: there.folder, args: SYNTH })] : []),
    ]),
};

export const SYNTH = ['scripts/run.mjs', 'environments/commands/synth/main.ts'];
