import { parseArgs } from 'node:util';
import { UserError } from '../scripts/user-error';
import { reporters } from './reports/all';

export interface Options {
  readonly help: boolean;
  readonly update: boolean;
  /** Another lock to compare with, e.g. the target branch's. */
  readonly against?: string;
  readonly format: string;
  /** Write the report here, not to standard output. */
  readonly output?: string;
  /** Ledgers of runs: what was needed. */
  readonly needs: readonly string[];
  /** Only these; all that are synthesized when empty. */
  readonly environments: readonly string[];
}

export const USAGE = `npm run policies -- [options]

  --env NAME       only this environment (may be repeated)
  --update         write the access of the synthesized stacks into policies/access.lock.json
  --against FILE   compare with another lock than policies/access.lock.json
  --needs FILE     hold grants against what a run needed: the permissions.ndjson that "npm start" writes (may be repeated)
  --format NAME    ${Object.keys(reporters).join(', ')} (default: terminal)
  --output FILE    write the report to a file
  --help

Exit code 1 when a rule is broken or access is wider than the lock.
`;

/** @throws UserError for an option or a format that isn't there. */
export function parseOptions(args: readonly string[]): Options {
  const values = parse(args);
  const { format = 'terminal', against, output } = values;
  if (!Object.hasOwn(reporters, format)) {
    throw new UserError(`--format ${format} is not known: use one of ${Object.keys(reporters).join(', ')}.`);
  }
  if (values.update === true && against !== undefined) {
    throw new UserError('--update writes our own lock: leave --against out, or --update.');
  }
  return {
    help: values.help === true,
    update: values.update === true,
    format,
    needs: values.needs ?? [],
    environments: values.env ?? [],
    ...(against === undefined ? {} : { against }),
    ...(output === undefined ? {} : { output }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean' },
        update: { type: 'boolean' },
        against: { type: 'string' },
        format: { type: 'string' },
        output: { type: 'string' },
        needs: { type: 'string', multiple: true },
        env: { type: 'string', multiple: true },
      },
    }).values;
  } catch (error) {
    throw new UserError(`${(error as Error).message.split('. ')[0] ?? ''}.\n\n${USAGE}`);
  }
}
