import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';

export type Options =
  | { readonly command: 'help' }
  | {
      readonly command: 'smoke';
      readonly environment: string;
      /** Where the page goes; standard output when absent. */
      readonly out?: string;
    };

export const COMMAND = 'npm run smoke';

export const help = `Usage: ${COMMAND} -- --env NAME [--out FILE]

Asks AWS how each deployed resource is set up, asks the local account the same of the same stack, and compares. It reads,
starts nothing and changes nothing. The result is a page in Markdown, a row for each resource and attribute, with account
ids replaced.

  --env NAME    environment, one of environments/
  --out FILE    writes the page there (default: standard output)
  --help        this text

Run it on the commit that was deployed. It uses AWS credentials as the AWS CLI does (AWS_PROFILE, AWS_ACCESS_KEY_ID, …),
and AWS_ENDPOINT_URL: with the lines that "npm start -- --serve" prints, it works on this machine. The pipelines' plan role
may make every one of its calls.

Exit code: 0 nothing differs; 1 something does, or nothing could be read.
`;

const known = {
  env: { type: 'string' },
  out: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies KnownOptions;

/** @throws UserError naming option, value and remedy */
export function parseOptions(args: readonly string[]): Options {
  const { env: environment, out, help: wanted } = readOptions(args, known, COMMAND);
  if (wanted) return { command: 'help' };
  if (!environment) throw new UserError('--env is missing: name the environment, such as --env dev.');
  if (out === '') throw new UserError('--out is empty: give the path of a file, or leave it out.');
  return { command: 'smoke', environment, ...(out === undefined ? {} : { out }) };
}
