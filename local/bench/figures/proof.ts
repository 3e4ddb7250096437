import { type Bench } from '../shared/contestant';
import { ofCommand } from '../shared/of-command';
import { anew } from './synth';

const PROOF = ['scripts/run.mjs', 'policies/main.ts'];

export const proof: Bench = {
  figures: { proof: () => 'proof' },
  contestants: (setting) => {
    const { here, there } = setting;
    return Promise.resolve([
      ofCommand('proof', { role: 'here', name: here.name, folder: here.folder, args: PROOF }),
      anew('proof', 'limit', here, setting),
      ...(there ? [ofCommand('proof', { role: 'there', name: there.name, folder: there.folder, args: PROOF })] : []),
    ]);
  },
};
