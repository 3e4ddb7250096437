import { stepFunctions } from '../../../catalog/services/step-functions';
import { type AthenaService } from '../athena/athena';
import { type CloudWatchService } from '../cloudwatch/cloudwatch';
import { Reporter } from '../cloudwatch/reports';
import { jsonService } from '../endpoint/protocols';
import { type EventsService } from '../event-bridge/events';
import { type LambdaService } from '../lambda/lambda';
import { type LocalService } from '../service';
import { KeptExecutions } from './kept-executions';
import { Senders } from './sdk/senders';
import { StepFunctionsService } from './step-functions';

interface Needs {
  readonly lambda: LambdaService;
  /** Hears of each change of an execution's status. */
  readonly events: EventsService;
  readonly cloudWatch: CloudWatchService;
  /** Tells when a query that a task waits for has ended. */
  readonly athena: AthenaService;
}

export const stepFunctionsService: LocalService<StepFunctionsService, Needs> = {
  service: stepFunctions,
  stands: ['aws_sfn_state_machine'],
  refuses: [
    'A definition with a distributed Map, an activity or most of the context object is refused when the stack is stood up.',
    'A token is told in a Task’s `Parameters` or `Arguments` alone: elsewhere in one that waits `$$.Task.Token`, and `$$` as a whole, are refused when the stack is stood up.',
    'A task that waits for a token, has neither `TimeoutSeconds` nor `HeartbeatSeconds`, and is in a machine without a limit ends the execution by name where time is simulated and nothing is left that could hand the token back. So does, anywhere, a task that is no `.waitForTaskToken` and takes longer than its `HeartbeatSeconds`.',
    'A path to a variable that no state of its workflow assigns is refused when the stack is stood up; one that was not assigned on the way ends the execution.',
    'A JSONata expression that is no JSONata 2.0.6, names a field or `$` outside of any data, or reads of `$states` what its field does not have is refused when the stack is stood up.',
    'A JSONata expression ends the execution that gives a number which JavaScript writes otherwise, seeds `$random`, calls a function of Step Functions’ own with arguments of another kind, nests deeper than 100, takes a million steps, or makes a list of more than 100,000 values or a text of more than 262,144 characters.',
    'Of optimized integrations `lambda:invoke`, `sns:publish`, `sqs:sendMessage`, `events:putEvents`, `states:startExecution`, DynamoDB’s four and Athena’s four run, with `.waitForTaskToken` all but the last two; `.sync` and `.sync:2` of `states:startExecution`, `.sync` of `athena:startQueryExecution`. Another is refused when the stack is stood up.',
    'A task that starts a query without the right to read its catalog (`athena:GetDataCatalog`), and one that waits for a query without the right to describe it, end the execution by name: what AWS answers then was not recorded.',
    'A Task on an action of the SDK runs where its service is known (`catalog/services/`), its client installed and the action answered: served here, sent on, or by a stand-in; else it is refused when the stack is stood up. A blob that is no stream ends the execution.',
    'A Task’s `Credentials` with more than a `RoleArn`, with a path beside an `InputPath`, or with the role of another account are refused when the stack is stood up; a role that only an execution knows, and is no ARN or another account’s, ends it.',
    '`RedriveExecution` resumes an execution that ended in a Task or a Fail, or was ended in a Wait; into a Choice, Map, Parallel, Pass or Succeed, and of an execution that assigned variables, it is refused.',
  ],
  otherwise: [
    'Patterns in JSONata are JavaScript’s: AWS’s are Java’s.',
    'After which event an `EvaluationFailed` comes was recorded of fields that are read when a state is entered, of a timestamp and of the limits of variables; elsewhere it follows the last event.',
    'A Wait passes at once on a simulated clock, and 60 times faster with `--serve`.',
    'So does, on a simulated clock, the limit of a task that waits, once nothing else of the account is at work; with `--serve` it is as long as it says.',
    'A call that fails of a task that would wait then is told as `TaskSubmitFailed`, as the API describes that event, and what is handed back before the call returned after its `TaskSubmitted`: of neither a history was recorded.',
    'Of Athena’s optimized integration the results of `.sync` and of `getQueryResults` were recorded, and that a query which failed is told as JSON in the cause; not recorded, and taken to be alike, are the results of the others (no `SdkHttpMetadata`, times in milliseconds), what is told when a query was submitted, and `Athena.AmazonAthenaException` for an error that the service’s model has not.',
    'A query that is waited for has ended as soon as Athena says so: AWS asks it now and then.',
    'A Catch that takes the silence of a task is told `States.Timeout`, as the history tells it.',
    'A token of a task from before the account stood is none: `InvalidToken`, for AWS’s `TaskTimedOut`.',
    'A nested execution goes on whose `.sync` task was ended by its token.',
    'A Task’s `Credentials` take both a right of the machine’s role and the trust of the other: within one account AWS takes a trust policy that names the machine’s role for the right, too.',
    'The trust policy is told the machine’s ARN as `sts:ExternalId` whatever the task: AWS’s page tells so of `.sync`. A condition on it in a policy of the machine’s role is not met.',
    'That a role may not be assumed is told in the words that were recorded of one that is not there, whatever the reason.',
    'Rights to `SendTaskSuccess`, `SendTaskFailure` and `SendTaskHeartbeat` are asked for on `*`: the service authorization reference has no resource for them.',
    'A Task on an action of S3 that fails tells of one request id; AWS of an extended one too.',
    'A Wait of seconds that a redrive resumes waits all of them again: AWS’s page tells only of timestamps.',
  ],
  needs: { lambda: true, events: true, cloudWatch: true, athena: true },
  async standUp({ stack, access, clock, credentialsFor, endpointUrl }, { lambda, events, cloudWatch, athena }) {
    const reporter = new Reporter(cloudWatch);
    const senders = new Senders({ region: stack.region, credentialsFor, endpointUrl });
    const value = await StepFunctionsService.create({
      stack,
      access,
      clock,
      tasksAtOnce: lambda.atOnce,
      invoke: (functionArn, payload) => lambda.invoke(functionArn, payload),
      sendAs: senders.as,
      queryEnded: (id) => athena.ended(id),
      async settled() {
        await events.idle();
        await lambda.idle();
      },
      onStatusChange: (change) => {
        reporter.execution(change);
        events.announce(change);
      },
    });
    return {
      value,
      wire: jsonService('AWSStepFunctions', '1.0', value.operations),
      check: (answers) => value.checkAnswered(answers),
      stop: () => value.close(),
      close: () => senders.close(),
      keep: () => new KeptExecutions(value, clock),
    };
  },
};
