import { unreached } from '../../scripts/programs/aws-credentials';
import { UserError } from '../../scripts/user-error';
import { type Connection } from './connection';
import { type Deployment } from './deployment';

/** An error of AWS in words that say what to do, when it is one that a user can mend; else the error itself. */
export function explain(error: unknown, deployment: Deployment, connection: Pick<Connection, 'endpoint'>): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const { environment, accountId, region, machineArn } = deployment;
  const { name, message } = error;
  const never = unreached(error, deployment, connection.endpoint);
  if (never) return never;
  if (/^AccessDenied(Exception)?$/.test(name)) {
    return new UserError(
      `AWS refused: ${message}. Use credentials that may start and follow ${machineArn}: an operator's, or the role ` +
        `github-report-${environment}-… that the workflow takes.`,
      { cause: error },
    );
  }
  if (name === 'StateMachineDoesNotExist') {
    return new UserError(
      `${environment} is not deployed: account ${accountId} has no ${machineArn} in ${region}. Deploy it first.`,
      { cause: error },
    );
  }
  return error;
}
