import { type Bench } from '../shared/contestant';
import { readers } from '../peers/commands';
import { ofCommand } from '../shared/of-command';
import { synthesizing } from './synth';

const PROOF = ['scripts/run.mjs', 'policies/main.ts'];

export const proof: Bench = {
  figures: { proof: () => 'proof' },
  of: (role, { name, folder }) => Promise.resolve(ofCommand('proof', { role, name, folder, args: PROOF })),
  beside: async (setting) => {
    const { here, peers } = setting;
    return [
      {
        name: 'synth',
        role: 'limit',
        run: async () => ({ proof: await synthesizing(here, setting, 'beside-proof', 'anew') }),
      },
      ...(peers ? await readers(peers, setting) : []),
    ];
  },
};
