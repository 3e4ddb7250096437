import { type Bench } from '../shared/contestant';
import { readers } from '../peers/commands';
import { ofCommand } from '../shared/of-command';
import { SYNTH } from './synth';

const PROOF = ['scripts/run.mjs', 'policies/main.ts'];

export const proof: Bench = {
  figures: { proof: () => 'proof' },
  of: (role, { name, folder }) => Promise.resolve(ofCommand('proof', { role, name, folder, args: PROOF })),
  beside: async (setting) => {
    const { here, peers } = setting;
    return [
      ofCommand('proof', { role: 'limit', name: 'synth', folder: here.folder, args: SYNTH }),
      ...(peers ? await readers(peers, setting) : []),
    ];
  },
};
