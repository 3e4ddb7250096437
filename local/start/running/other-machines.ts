import { blocksOfType, text } from '../../../terraform/query';
import { type Execution } from '../../aws/step-functions/execution';
import { failureOf, firesBy } from './fires';
import { type ReportOutcome } from './report-run';

type Outcome = Pick<ReportOutcome, 'account' | 'names'>;

/** A machine of the stack that makes no reports, and what a run saw of it. */
export interface OtherMachine {
  readonly name: string;
  /** In the order in which they began. */
  readonly executions: readonly Execution[];
}

export function otherMachines({ account, names }: Outcome): OtherMachine[] {
  const executions = account.stepFunctions.executions();
  return blocksOfType(account.stack, 'aws_sfn_state_machine').flatMap((block) => {
    const arn = text(block, 'arn');
    if (arn === names.machineArn) return [];
    return [{ name: text(block, 'name'), executions: executions.filter(({ machine }) => machine.arn === arn) }];
  });
}

/** Of messages to topics that are neither the report's nor an alarm's: topic, subject, and how many get it. */
export function otherMessages({ account, names }: Outcome) {
  const known = [names.topic, ...account.cloudWatch.topics()];
  return account.sns.outbox
    .filter(({ topicArn }) => !known.includes(topicArn))
    .map(({ topicArn, subject = '(no subject)', subscribers }) => ({
      topic: topicArn.slice(topicArn.lastIndexOf(':') + 1),
      subject,
      subscribers: subscribers.length,
    }));
}

/** What went wrong beside the report, a line each: executions, and events of schedules that came to nothing. */
export function otherFailures(outcome: Outcome): string[] {
  const { account, names } = outcome;
  return [
    ...names.others.flatMap((other) =>
      firesBy(account, other)
        .fired()
        .flatMap((fired) => failureOf(other, fired) ?? []),
    ),
    ...otherMachines(outcome).flatMap(({ name, executions }) =>
      executions
        .filter(({ status }) => status !== 'SUCCEEDED' && status !== 'RUNNING')
        .map(
          ({ identity, status, error, cause }) =>
            `The execution ${identity.name} of ${name} ended ${status}${error === undefined ? '' : ` (${error})`}: ${cause ?? 'no cause was given'}`,
        ),
    ),
  ];
}

/** What the executions of other machines are billed for. */
export const otherTransitions = (outcome: Outcome): number =>
  otherMachines(outcome)
    .flatMap(({ executions }) => executions.flatMap(({ history }) => history.events))
    .filter((event) => event['stateEnteredEventDetails'] !== undefined).length;
