import { synthesize } from '../../scripts/programs/synthesize';
import { help, parseOptions } from './options';

/** `npm run smoke`: see `--help`. Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  if (options.command === 'help') {
    process.stdout.write(help);
    return 0;
  }
  // Loaded when needed: help and a wrong option should not wait for SDK clients.
  const { smoke } = await import('./smoke');
  return smoke(options, {
    stacks: await synthesize(),
    variables: process.env,
    out: process.stdout,
    screen: process.stderr,
  });
}
