import { stepFunctions } from '../../../catalog/services/step-functions';
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
}

export const stepFunctionsService: LocalService<StepFunctionsService, Needs> = {
  service: stepFunctions,
  stands: ['aws_sfn_state_machine'],
  refuses: [
    'A definition with `HeartbeatSeconds`, a distributed Map, `.waitForTaskToken` or most of the context object is refused when the stack is stood up.',
    'A path to a variable that no state of its workflow assigns is refused when the stack is stood up; one that was not assigned on the way ends the execution.',
    'A JSONata expression that is no JSONata 2.0.6, names a field or `$` outside of any data, or reads of `$states` what its field does not have is refused when the stack is stood up.',
    'A JSONata expression ends the execution that gives a number which JavaScript writes otherwise, seeds `$random`, calls a function of Step Functions’ own with arguments of another kind, nests deeper than 100, takes a million steps, or makes a list of more than 100,000 values or a text of more than 262,144 characters.',
    'Of optimized integrations `lambda:invoke`, `sns:publish`, `sqs:sendMessage`, `events:putEvents`, `states:startExecution` and DynamoDB’s four run, without `.sync`; another is refused when the stack is stood up.',
    'A Task on an action of the SDK runs where its service is known (`catalog/services/`), its client installed and the action answered: served here, sent on, or by a stand-in; else it is refused when the stack is stood up. A blob that is no stream ends the execution.',
    '`RedriveExecution` resumes an execution that ended in a Task or a Fail, or was ended in a Wait; into a Choice, Map, Parallel, Pass or Succeed it is refused.',
  ],
  otherwise: [
    'Patterns in JSONata are JavaScript’s: AWS’s are Java’s.',
    'After which event an `EvaluationFailed` comes was recorded of fields that are read when a state is entered, of a timestamp and of the limits of variables; elsewhere it follows the last event.',
    'A Wait passes at once on a simulated clock, and 60 times faster with `--serve`.',
    'A Task on an action of S3 that fails tells of one request id; AWS of an extended one too.',
    'A Wait of seconds that a redrive resumes waits all of them again: AWS’s page tells only of timestamps.',
  ],
  needs: { lambda: true, events: true, cloudWatch: true },
  async standUp({ stack, access, clock, credentialsFor, endpointUrl }, { lambda, events, cloudWatch }) {
    const reporter = new Reporter(cloudWatch);
    const senders = new Senders({ region: stack.region, credentialsFor, endpointUrl });
    const value = await StepFunctionsService.create({
      stack,
      access,
      clock,
      tasksAtOnce: lambda.atOnce,
      invoke: (functionArn, payload) => lambda.invoke(functionArn, payload),
      sendAs: senders.as,
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
