import { stepFunctions } from '../../../catalog/services/step-functions';
import { type CloudWatchService } from '../cloudwatch/cloudwatch';
import { Reporter } from '../cloudwatch/reports';
import { jsonService } from '../endpoint/protocols';
import { type EventsService } from '../event-bridge/events';
import { type LambdaService } from '../lambda/lambda';
import { type LocalService } from '../service';
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
    'A definition with JSONata, `Assign`, `HeartbeatSeconds`, a distributed Map, `.waitForTaskToken` or most of the context object is refused when the stack is stood up.',
    'Of optimized integrations `lambda:invoke`, `sns:publish`, `sqs:sendMessage`, `events:putEvents`, `states:startExecution` and DynamoDB’s four run, without `.sync`; another is refused when the stack is stood up.',
    'A Task on an action of the SDK runs where its service is known (`catalog/services/`), its client installed and the action answered: served here, sent on, or by a stand-in; else it is refused when the stack is stood up. A blob that is no stream ends the execution.',
    '`RedriveExecution` resumes an execution that ended in a Task or a Fail, or was ended in a Wait; into a Choice, Map, Parallel, Pass or Succeed it is refused.',
  ],
  otherwise: [
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
    };
  },
};
