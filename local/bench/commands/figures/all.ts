import { type Figure } from '../figure';
import { proof } from './proof';
import { start } from './start';
import { synth } from './synth';

export const FIGURES: readonly Figure[] = [synth, proof, start];
