import { type Bench } from '../shared/contestant';
import { readers } from '../peers/commands';
import { ofCommand } from '../shared/of-command';
import { synthesizingEdited } from './synth';

const PROOF = ['scripts/run.mjs', 'policies/main.ts'];

export const proof: Bench = {
  figures: { proof: () => 'proof' },
  of: (role, { name, folder }) => Promise.resolve(ofCommand('proof', { role, name, folder, args: PROOF })),
  beside: async (setting) => {
    const { here, peers } = setting;
    return [
      {
        name: 'synth, after an edit',
        role: 'limit',
        run: async () => ({ proof: await synthesizingEdited(here, setting, 'beside-proof') }),
      },
      ...(peers ? await readers(peers, setting) : []),
    ];
  },
};
