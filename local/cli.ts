import { UserError } from '../scripts/user-error';
import { help, parseOptions } from './start/options';
import { Progress } from '../scripts/text/progress';

/** `npm start`. Returns the exit code: see `--help`. */
export async function main(args: readonly string[]): Promise<number> {
  // A reader that has seen enough (`npm start | head`) is no failure, nor is a terminal that was closed.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
  }
  const options = parseOptions(args);
  if (options.command === 'help') {
    process.stdout.write(help);
    return 0;
  }
  const { takeForwards } = await import('./aws/elsewhere/forwards');
  const answering = { forwards: takeForwards(options.forward, process.env) };
  try {
    // Loaded when needed: help and a wrong option should not wait for SDK clients.
    if (options.command === 'serve')
      return await (await import('./serve/serve-command')).serveCommand(options, answering);
    const progress = new Progress(process.stderr, options.verbose);
    return await (await import('./start/report-command')).reportCommand(options, answering, progress);
  } catch (error) {
    throw (await refusalOf(error)) ?? error;
  }
}

/** A role can lack what AWS asks of it when a resource is made, before there is a run that could tell. */
async function refusalOf(error: unknown): Promise<UserError | undefined> {
  if (!(error instanceof Error) || error.name !== 'AccessDenied') return undefined;
  const [{ AccessDenied }, { explainRefusals }] = [
    await import('./aws/shared/access-control'),
    await import('./start/telling/refusals'),
  ];
  return error instanceof AccessDenied ? new UserError(explainRefusals([error.refusal]), { cause: error }) : undefined;
}
