import { UserError } from '../scripts/user-error';
import { AccessDenied } from './access-control';
import { help, parseOptions } from './options';
import { Progress } from './progress';
import { explainRefusals } from './refusals';
import { reportCommand } from './report-command';
import { serveCommand } from './serve-command';

/** `npm start`. Returns the exit code: see `--help`. */
export async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  if (options.command === 'help') {
    process.stdout.write(help);
    return 0;
  }
  try {
    return options.command === 'serve' ? await serveCommand(options) : await reportCommand(options, new Progress());
  } catch (error) {
    // A role can lack what AWS asks of it when a resource is made, before there is a run.
    if (error instanceof AccessDenied) throw new UserError(explainRefusals([error.refusal]), { cause: error });
    throw error;
  }
}
