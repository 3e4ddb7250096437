import { ENVIRONMENTS } from '../../all';
import { refuseForgotten } from './forgotten';
import { synthCommand } from './synth-command';

/**
 * `npm run synth`: writes every environment's Terraform to `cdktf.out/stacks/`, and that which prepares its account;
 * `-- --env NAME` only that one's.
 */
export async function main(args: readonly string[]): Promise<number> {
  refuseForgotten(ENVIRONMENTS);
  return synthCommand(args, ENVIRONMENTS);
}
