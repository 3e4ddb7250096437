import { type Figure } from '../figure';

/** No program that makes Terraform with cdktf takes less than this. */
const EMPTY_APP = `
const { App } = require('cdktf');
const { mkdtempSync, rmSync } = require('node:fs');
const outdir = mkdtempSync(require('node:path').join(require('node:os').tmpdir(), 'empty-app-'));
new App({ outdir }).synth();
rmSync(outdir, { recursive: true });
`;

export const synth: Figure = {
  name: 'synth',
  command: ['scripts/run.mjs', 'environments/commands/synth/main.ts'],
  limit: { name: 'an empty app', command: ['--eval', EMPTY_APP] },
};
