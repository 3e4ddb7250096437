import { lambda } from '../../../catalog/services/lambda';
import { type CloudWatchService } from '../cloudwatch/cloudwatch';
import { Reporter } from '../cloudwatch/reports';
import { type LocalService } from '../service';
import { type SnsService } from '../sns/sns';
import { type SqsService } from '../sqs/sqs';
import { KeptInvocations } from './kept-invocations';
import { LambdaService } from './lambda';
import { withTags } from './tags';

interface Needs {
  /** For the destinations of asynchronous invocations. */
  readonly sns: SnsService;
  readonly sqs: SqsService;
  readonly cloudWatch: CloudWatchService;
}

export const lambdaService: LocalService<LambdaService, Needs> = {
  service: lambda,
  stands: [
    'aws_lambda_function',
    'aws_lambda_permission',
    'aws_lambda_function_event_invoke_config',
    'aws_lambda_event_source_mapping',
  ],
  refuses: [
    'Version 1 is refused, but where a policy is read; `$LATEST` there; `LogType` `Tail`.',
    'When the stack is stood up: environment variables of Lambda’s runtime, Node.js’s and most of the SDK’s; how a version or an alias takes events; a permission on an alias, or on a version but the first; a destination that is no queue, a dead-letter queue that is neither queue nor topic.',
    'An event source that is no standard queue; filters, a maximum concurrency and provisioned pollers of one; a version or an alias that gets its messages; the operations on event source mappings.',
    'A streamed handler (`awslambda.streamifyResponse`), when it is loaded: `Runtime.StreamingNotServed`.',
    'A package that is not in the zip, of the SDK too, which Lambda’s runtime brings in a version of its own: `Cannot find package`.',
  ],
  otherwise: [
    'Of a function’s code nothing is told: neither `Code`, `CodeSha256` and `CodeSize`, nor `RuntimeVersionConfig`.',
    'A function’s environment is a process of this machine’s Node.js, whatever its version, with Node’s permission model: no wall against code that means harm.',
    'It reads its zip and `os.tmpdir()`, which alone it may write; anything else, and `/tmp` by that name, is `ERR_ACCESS_DENIED` (there `EROFS`, `ENOENT`, or open). So is a child process or a thread, which Lambda allows.',
    'The zip lies in a folder of its own, which `LAMBDA_TASK_ROOT` and the working directory tell; logs and errors say `/var/task`.',
    '`AWS_ENDPOINT_URL` and `TMPDIR` are set; `AWS_LAMBDA_RUNTIME_API`, `AWS_XRAY_DAEMON_ADDRESS`, `_X_AMZN_TRACE_ID`, `LD_LIBRARY_PATH` and `NODE_PATH` are not.',
    '`memory_size` bounds the JavaScript heap, not what lies beside it; processor time is not bounded, and a cold start costs what it costs here.',
    'As many functions run at once as there are cores, two to eight, and the rest queues; an idle environment ends after 30 seconds. Lambda’s quotas of concurrency are not there.',
    'There is no network but this machine’s: of a function in a VPC the role is looked at, and neither subnets nor security groups are. `VpcId` is not told.',
    'A queue’s messages go to a function at once, batch by batch, one batch of a mapping at a time; with a batching window, they are received when it ends or the batch is full. Lambda polls with five and more at once.',
    'An init that fails is told once, and not tried again by the invocation.',
  ],
  needs: { sns: true, sqs: true, cloudWatch: true },
  standUp(host, { sns, sqs, cloudWatch }) {
    const reporter = new Reporter(cloudWatch);
    const value = new LambdaService({
      ...host,
      sns,
      sqs,
      onInvocation: (name, invocation) => reporter.invocation(name, invocation),
    });
    return {
      value,
      wire: withTags(host.stack, value),
      callSite: (principal, frames) => value.callSite(principal, frames),
      stop: () => value.stop(),
      close: () => value.close(),
      keep: () => new KeptInvocations(value),
    };
  },
};
