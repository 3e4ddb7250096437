import { parseArgs } from 'node:util';
import { UserError } from '../../scripts/user-error';
import { type Weakening, WEAKENINGS } from '../lock/changes';
import { reporters } from '../reports/all';

export interface Options {
  readonly help: boolean;
  readonly update: boolean;
  /** With `update`: why access may grow weaker, by class. */
  readonly reasons: ReadonlyMap<Weakening, string>;
  /** Another lock to compare with, e.g. the target branch's. */
  readonly against?: string;
  /** Tell of changes of access, and pass all the same. */
  readonly advisory: boolean;
  /** What `terraform show -json` wrote, to be read in place of the one environment's synthesized stack. */
  readonly plan?: string;
  /** With `plan`: compare with what stands there before it is applied. */
  readonly sinceState: boolean;
  readonly format: string;
  /** Write the report here, not to standard output. */
  readonly output?: string;
  /** Run every environment here first, and write what it needed. */
  readonly record: boolean;
  /** With `record`: compare with what is written, write nothing. */
  readonly check: boolean;
  /** With `record`: where calls of services are answered that are not served on this machine, as `dynamodb=http://…`. */
  readonly forward: readonly string[];
  /** Only these; all that are synthesized when empty. */
  readonly environments: readonly string[];
}

export const USAGE = `npm run policies -- [options]

  --env NAME       only this environment (may be repeated)
  --plan FILE      read what "terraform show -json PLAN" wrote, as the environment that --env names
  --since-state    with --plan: tell how access differs from what stands there now, and pass
  --update         write the access of the synthesized stacks into policies/access.lock.json
  --reason C=WHY   with --update: why access of that class may grow weaker, which the lock then has (may be repeated):
                   ${WEAKENINGS.join(', ')}
  --against FILE   compare with another lock than policies/access.lock.json
  --record         run every environment on this machine first, and write what it needed into policies/needs.json
  --check          with --record: fail when that is not what policies/needs.json says; write nothing
  --forward S=URL  with --record: where calls of the service S are answered, which is not served here (may be repeated)
  --advisory       with --against: tell how access differs, and pass; our own lock is what decides
  --format NAME    ${Object.keys(reporters).join(', ')} (default: terminal)
  --output FILE    write the report to a file
  --help

Exit code 1 when a rule is broken, access is wider than the lock, or what a role may do is not what a run needed; with
--record alone, access that is wider is told and passes. After a change of settings, "npm run regenerate" does it all.
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
  if (values.advisory === true && against === undefined) {
    throw new UserError('--advisory tells how access differs from another lock: add --against FILE, or leave it out.');
  }
  if (values.check === true && values.record !== true) {
    throw new UserError('--check compares a recording: add --record, or leave --check out.');
  }
  if (values.forward !== undefined && values.record !== true) {
    throw new UserError('--forward is for what a recording calls: add --record, or leave --forward out.');
  }
  if (values.plan !== undefined && (values.env?.length !== 1 || values.update === true)) {
    throw new UserError('--plan needs one --env, the environment that the plan is of, and goes without --update.');
  }
  if (values['since-state'] === true && (values.plan === undefined || against !== undefined)) {
    throw new UserError(
      '--since-state compares a plan with what stands there: add --plan FILE, and leave --against out.',
    );
  }
  return {
    help: values.help === true,
    update: values.update === true,
    reasons: reasonsOf(values.reason ?? [], values.update === true),
    format,
    record: values.record === true,
    check: values.check === true,
    forward: values.forward ?? [],
    advisory: values.advisory === true || values['since-state'] === true,
    sinceState: values['since-state'] === true,
    environments: values.env ?? [],
    ...(against === undefined ? {} : { against }),
    ...(output === undefined ? {} : { output }),
    ...(values.plan === undefined ? {} : { plan: values.plan }),
  };
}

function reasonsOf(given: readonly string[], update: boolean): ReadonlyMap<Weakening, string> {
  if (given.length > 0 && !update)
    throw new UserError('--reason is written into the lock: add --update, or leave it out.');
  return new Map(
    given.map((one) => {
      const [name = '', ...words] = one.split('=');
      const weakens = WEAKENINGS.find((known) => known === name);
      const why = words.join('=').trim();
      if (weakens === undefined || why === '') {
        throw new UserError(`--reason ${one}: write CLASS=WHY, with one of ${WEAKENINGS.join(', ')}.`);
      }
      return [weakens, why];
    }),
  );
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean' },
        update: { type: 'boolean' },
        reason: { type: 'string', multiple: true },
        against: { type: 'string' },
        advisory: { type: 'boolean' },
        'since-state': { type: 'boolean' },
        plan: { type: 'string' },
        format: { type: 'string' },
        output: { type: 'string' },
        record: { type: 'boolean' },
        check: { type: 'boolean' },
        forward: { type: 'string', multiple: true },
        env: { type: 'string', multiple: true },
      },
    }).values;
  } catch (error) {
    throw new UserError(`${(error as Error).message.split('. ')[0] ?? ''}.\n\n${USAGE}`);
  }
}
