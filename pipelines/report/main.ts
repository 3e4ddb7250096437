import { synthesize } from '../../scripts/programs/synthesize';
import { type Options, parseOptions } from './options';
import { writeRefusal } from './step-summary';

/**
 * `npm run report`: see `--help`. Returns the exit code.
 * @param stacks as `run` has it
 */
export async function main(args: readonly string[], stacks?: string): Promise<number> {
  try {
    return await run(parseOptions(args), stacks);
  } catch (error) {
    writeRefusal(error, process.env);
    throw error;
  }
}

/**
 * In this process's surroundings: its environment variables, its terminal, its Ctrl-C.
 * @param stacks the folder of synthesized stacks; when left out, that of the checkout, synthesized anew if it must be
 */
export async function run(options: Options, stacks?: string): Promise<number> {
  // Loaded when needed: help and a wrong option should not wait for SDK clients.
  const { report } = await import('./report');
  const stop = new AbortController();
  const interrupted = () => stop.abort();
  process.once('SIGINT', interrupted);
  try {
    return await report(options, {
      stacks: stacks ?? (await synthesize()),
      variables: process.env,
      out: process.stdout,
      screen: process.stderr,
      signal: stop.signal,
    });
  } finally {
    process.off('SIGINT', interrupted);
  }
}
