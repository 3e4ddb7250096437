import { table } from '../../scripts/text/table';
import { moment } from '../../scripts/text/words';
import { type Connection } from './connection';
import { type Deployment } from './deployment';
import { describeAll, type Execution, listed } from './execution';
import { pageOf } from './page';
import { executionJson, periodText, timeOf } from './tell-outcome';
import { COMMAND } from './options';

/** The newest executions, each with where its page lies. */
export async function list(connection: Connection, deployment: Deployment, limit: number): Promise<Execution[]> {
  const found = await listed(connection.states, deployment.machineArn, limit);
  return describeAll(
    connection.states,
    found.flatMap(({ executionArn }) => executionArn ?? []),
  );
}

/** @param hyperlinks whether the terminal shows a text for a link */
export function listText(
  executions: readonly Execution[],
  deployment: Deployment,
  connection: Pick<Connection, 'endpoint'>,
  hyperlinks: boolean,
): string {
  const { environment } = deployment;
  if (executions.length === 0) return `${environment} has made no report in the last 90 days.\n`;
  const report = (execution: Execution): string => {
    if (execution.status !== 'SUCCEEDED') return '';
    const page = pageOf(deployment, connection, execution);
    if (!page.console) return page.location;
    return hyperlinks ? `\u001B]8;;${page.console}\u0007page\u001B]8;;\u0007` : page.console;
  };
  const rows = executions.map((execution) => {
    const { name, status, period, started } = execution;
    return [name, status, periodText(period), moment(started), timeOf(execution), report(execution)];
  });
  return (
    `${table([['execution', 'status', 'period', 'started', 'took', 'report'], ...rows], 'llllr')}\n\n` +
    `Its states, and a link that opens its page: ${COMMAND} -- --env ${environment} --show EXECUTION\n`
  );
}

export const listJson = (
  executions: readonly Execution[],
  deployment: Deployment,
  connection: Pick<Connection, 'endpoint'>,
) =>
  executions.map((execution) => {
    const page = execution.status === 'SUCCEEDED' ? pageOf(deployment, connection, execution) : undefined;
    return {
      ...executionJson(execution),
      page: page ? { location: page.location, console: page.console ?? null } : null,
    };
  });
