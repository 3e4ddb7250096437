import { beside } from '../../../../policies/needs/task-arns';
import { reasonOf } from '../../../../scripts/text/words';
import { type Call } from '../../shared/call';
import { statesOf } from '../interpreter/machine';
import { patternOf } from '../interpreter/states/task-pattern';
import { refusal } from '../interpreter/failure';
import { type MachineConfiguration } from '../machine-configuration';

const page = 'https://docs.aws.amazon.com/step-functions/latest/dg/stepfunctions-iam.html';
const rule = 'StepFunctionsGetEventsForStepFunctionsExecutionRule';

const executions = ':states:startExecution';

/**
 * What the role of a machine needs beside the calls of its tasks where one waits for an execution: Step Functions hears of
 * its end by a rule of its own. @throws AccessDenied
 */
export function requireJobRights({ arn, definition }: MachineConfiguration, as: (cite: string) => Call): void {
  // As another role it asks again and again: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-cross-acct-sync-pattern.html
  const own = statesOf(definition).filter(({ Credentials }) => Credentials === undefined);
  const tasks = own.map(({ Resource }) => patternOf(String(Resource)));
  const follows = tasks.some(({ called, pattern }) => pattern.startsWith('sync') && called.endsWith(executions));
  if (!follows) return;
  const call = as(page);
  for (const action of ['PutTargets', 'PutRule', 'DescribeRule']) {
    call.require(`events:${action}`, beside(arn, 'events', `rule/${rule}`));
  }
}

const queryPage = 'https://docs.aws.amazon.com/step-functions/latest/dg/athena-iam.html';

/**
 * The same of a task that starts a query: to read the catalog that it names. What AWS answers without that right was not recorded.
 * @param given what the task gives
 * @throws StateFailure that nothing catches
 */
export function requireCatalogRight(
  { arn }: MachineConfiguration,
  resource: string,
  given: unknown,
  as: (cite: string) => Call,
): void {
  if (!resource.endsWith(':athena:startQueryExecution')) return;
  const { QueryExecutionContext: context } = (given ?? {}) as { readonly QueryExecutionContext?: unknown };
  const { Catalog: named } = (context ?? {}) as { readonly Catalog?: unknown };
  // Catalogs are told in lower case, and AWS's own has one name in ARNs.
  const catalog = typeof named === 'string' && !/^awsdatacatalog$/i.test(named) ? named : 'AwsDataCatalog';
  try {
    as(queryPage).require('athena:GetDataCatalog', beside(arn, 'athena', `datacatalog/${catalog}`));
  } catch (error) {
    throw refusal(`${resource} of a role that may not read the catalog: ${reasonOf(error)}`);
  }
}
