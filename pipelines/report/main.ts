import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/repository-root';
import { type Options, parseOptions } from './options';

/** `npm run report`: see `--help`. Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  return run(parseOptions(args));
}

/** In this process's surroundings: its environment variables, its terminal, its Ctrl-C. */
export async function run(options: Options): Promise<number> {
  // Loaded when needed: help and a wrong option should not wait for SDK clients.
  const { report } = await import('./report');
  const stop = new AbortController();
  const interrupted = () => stop.abort();
  process.once('SIGINT', interrupted);
  try {
    return await report(options, {
      // The cdktf CLI has its own variable for where the result of a synthesis lies.
      stacks: join(process.env['CDKTF_OUTDIR'] ?? join(repositoryRoot(), 'cdktf.out'), 'stacks'),
      variables: process.env,
      out: process.stdout,
      screen: process.stderr,
      signal: stop.signal,
    });
  } finally {
    process.off('SIGINT', interrupted);
  }
}
