import { Progress, type Screen } from '../../scripts/text/progress';
import { UserError } from '../../scripts/user-error';
import { type Connection, connect } from './connection';
import { type Deployment, deploymentOf } from './deployment';
import { arnOf, isRunning } from './execution';
import { explain } from './explain';
import { follow, look, type Seen } from './follow';
import { executionLink } from './links';
import { list, listJson, listText } from './list';
import { COMMAND, help, type ListOptions, type MakeOptions, type Options, type ShowOptions } from './options';
import { type Outcome, outcomeOf } from './outcome';
import { linkedPage, pageOf } from './page';
import { start } from './start';
import { writeStepSummary } from './step-summary';
import { outcomeJson, outcomeText, shownText } from './tell-outcome';
import { StateTeller } from './tell-states';

/** What a command works in. */
export interface Surroundings {
  /** The folder of synthesized stacks. */
  readonly stacks: string;
  /** Of the environment: AWS's and GitHub's are read. */
  readonly variables: NodeJS.ProcessEnv;
  /** The result goes here. */
  readonly out: { readonly isTTY?: boolean; write(text: string): unknown };
  /** Progress goes here. */
  readonly screen: Screen;
  /** Ends the following of an execution. */
  readonly signal: AbortSignal;
}

/** After Ctrl-C, as shells say it. */
const INTERRUPTED = 130;

/** Returns the exit code. @throws UserError for what a user can mend */
export async function report(options: Options, surroundings: Surroundings): Promise<number> {
  if (options.command === 'help') {
    surroundings.out.write(help);
    return 0;
  }
  const deployment = deploymentOf(surroundings.stacks, options.environment);
  const connection = await connect(deployment, surroundings.variables);
  const command = new Command(surroundings, deployment, connection);
  try {
    if (options.command === 'list') return await command.list(options);
    if (options.command === 'show') return await command.show(options);
    return await command.make(options);
  } catch (error) {
    throw explain(error, deployment, connection);
  } finally {
    connection.close();
  }
}

class Command {
  readonly #progress: Progress;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly deployment: Deployment,
    private readonly connection: Connection,
  ) {
    this.#progress = new Progress(surroundings.screen);
  }

  async list({ limit, format }: ListOptions): Promise<number> {
    const { deployment, connection } = this;
    const { out } = this.surroundings;
    const executions = await list(connection, deployment, limit);
    if (format === 'json') out.write(json(listJson(executions, deployment, connection)));
    else out.write(listText(executions, deployment, connection, out.isTTY === true));
    return 0;
  }

  async show({ name, follow, format }: ShowOptions): Promise<number> {
    const arn = arnOf(this.deployment, name);
    const seen = await look(this.connection.states, arn).catch((error: unknown) => {
      if (!(error instanceof Error) || error.name !== 'ExecutionDoesNotExist') throw error;
      throw new UserError(
        `--show ${name}: there is no such execution, or it ended more than 90 days ago. See ` +
          `"${COMMAND} -- --env ${this.deployment.environment} --list".`,
        { cause: error },
      );
    });
    if (follow && isRunning(seen.execution)) return this.#follow(arn, name, { format });
    const outcome = await this.#outcome(seen);
    this.surroundings.out.write(format === 'json' ? json(outcomeJson(outcome)) : shownText(outcome));
    return 0;
  }

  async make(options: MakeOptions): Promise<number> {
    const { arn, name, joined } = await start(this.connection, this.deployment, options);
    this.#progress.line(joined ? `${name} makes this report already: following it` : `${name} started`);
    return this.#follow(arn, name, options);
  }

  async #follow(
    arn: string,
    name: string,
    { format, reason }: Pick<MakeOptions, 'format' | 'reason'>,
  ): Promise<number> {
    const { signal, out, variables } = this.surroundings;
    const again = `${COMMAND} -- --env ${this.deployment.environment} --show ${name} --follow`;
    const seen = await follow(this.connection.states, arn, new StateTeller(this.#progress).hear, signal).catch(
      (error: unknown) => {
        this.#progress.line(`${name} goes on, but can't be followed from here. Try again: ${again}`, 'warning');
        throw error;
      },
    );
    this.#progress.end();
    const outcome = await this.#outcome(seen, reason);
    writeStepSummary(outcome, variables);
    if (isRunning(seen.execution)) {
      this.#progress.line(`Stopped following; ${name} goes on. Follow it again: ${again}`, 'warning');
      return INTERRUPTED;
    }
    out.write(format === 'json' ? json(outcomeJson(outcome)) : `\n${outcomeText(outcome)}`);
    return seen.execution.status === 'SUCCEEDED' ? 0 : 1;
  }

  async #outcome(seen: Seen, reason?: string): Promise<Outcome> {
    const { deployment, connection } = this;
    const page = seen.execution.status === 'SUCCEEDED' ? await this.#page(seen) : undefined;
    return outcomeOf(seen, {
      environment: deployment.environment,
      ...(page ? { page } : {}),
      ...(connection.endpoint === undefined ? { console: executionLink(deployment, seen.execution) } : {}),
      ...(reason === undefined ? {} : { reason }),
    });
  }

  /** A link opens the page for whoever reads it, and everybody may read the logs of a public repository: none there. */
  async #page({ execution }: Seen) {
    const { deployment, connection } = this;
    if (this.surroundings.variables['GITHUB_ACTIONS']) return pageOf(deployment, connection, execution);
    return linkedPage(deployment, connection, execution);
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
