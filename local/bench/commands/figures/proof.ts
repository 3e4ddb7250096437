import { type Figure } from '../figure';
import { synth } from './synth';

export const proof: Figure = {
  name: 'proof',
  command: ['scripts/run.mjs', 'policies/main.ts'],
  limit: { name: 'synth', command: synth.command },
};
