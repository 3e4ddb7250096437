import { ENVIRONMENTS } from '../../all';
import { refuseForgotten } from './forgotten';
import { synthCommand } from './synth-command';

/** Synthesizes the settings of this checkout, from what `inputs` is the digest of. */
export function synthOwn(args: readonly string[], inputs: string): number {
  refuseForgotten(ENVIRONMENTS);
  return synthCommand(args, ENVIRONMENTS, { whose: 'own', inputs });
}
