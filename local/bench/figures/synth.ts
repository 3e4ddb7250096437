import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, type Checkout, type Contestant, type Role, type Setting } from '../shared/contestant';
import { ofCommand } from '../shared/of-command';
import { timed } from '../shared/timed-command';

/** No program that makes Terraform with cdktf takes less than this. */
const EMPTY_APP = `
const { App } = require('cdktf');
const { mkdtempSync, rmSync } = require('node:fs');
const outdir = mkdtempSync(require('node:path').join(require('node:os').tmpdir(), 'empty-app-'));
new App({ outdir }).synth();
rmSync(outdir, { recursive: true });
`;

const SYNTH = ['scripts/run.mjs', 'environments/commands/synth/main.ts'];

export const synth: Bench = {
  figures: { synth: () => 'synth of all stacks', 'synth-again': () => 'synth, nothing changed' },
  contestants: (setting) => {
    const { here, there } = setting;
    const both = (role: Role, checkout: Checkout): Contestant[] => [
      anew('synth', role, checkout, setting),
      ofCommand('synth-again', { role, name: checkout.name, folder: checkout.folder, args: SYNTH }),
    ];
    const empty = (figure: string) =>
      ofCommand(figure, { role: 'limit', name: 'an empty app', folder: here.folder, args: ['--eval', EMPTY_APP] });
    return Promise.resolve([
      ...both('here', here),
      empty('synth'),
      empty('synth-again'),
      ...(there ? both('there', there) : []),
    ]);
  },
};

/** Into a folder that is not there: nothing is kept of what was synthesized before. */
export function anew(figure: string, role: Role, { name, folder }: Checkout, { scratch }: Setting): Contestant {
  const outdir = join(scratch, `synthesized-${figure}-${role}`);
  return {
    name: role === 'limit' ? 'synth' : name,
    role,
    async run() {
      rmSync(outdir, { recursive: true, force: true });
      return {
        [figure]: await timed({ program: process.execPath, args: SYNTH, variables: { CDKTF_OUTDIR: outdir } }, folder),
      };
    },
  };
}
