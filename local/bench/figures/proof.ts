import { type Bench } from '../shared/contestant';
import { ofCommand } from '../shared/of-command';
import { SYNTH } from './synth';

const PROOF = ['scripts/run.mjs', 'policies/main.ts'];

export const proof: Bench = {
  figures: { proof: () => 'proof' },
  contestants: ({ here, there }) =>
    Promise.resolve([
      ofCommand('proof', { role: 'here', name: here.name, folder: here.folder, args: PROOF }),
      ofCommand('proof', { role: 'limit', name: 'synth', folder: here.folder, args: SYNTH }),
      ...(there ? [ofCommand('proof', { role: 'there', name: there.name, folder: there.folder, args: PROOF })] : []),
    ]),
};
