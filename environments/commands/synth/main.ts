import { ENVIRONMENTS } from '../../all';
import { synthCommand } from './synth-command';

/**
 * `npm run synth`: writes every environment's Terraform to `cdktf.out/stacks/`, and that which prepares its account;
 * `-- --env NAME` only that one's.
 */
export const main = async (args: readonly string[]): Promise<number> => synthCommand(args, ENVIRONMENTS);
