import { lambda } from '../../../catalog/services/lambda';
import { type CloudWatchService } from '../cloudwatch/cloudwatch';
import { Reporter } from '../cloudwatch/reports';
import { type LocalService } from '../service';
import { type SqsService } from '../sqs/sqs';
import { LambdaService } from './lambda';
import { withTags } from './tags';

interface Needs {
  /** For the destinations of asynchronous invocations. */
  readonly sqs: SqsService;
  readonly cloudWatch: CloudWatchService;
}

export const lambdaService: LocalService<LambdaService, Needs> = {
  service: lambda,
  stands: ['aws_lambda_function', 'aws_lambda_permission', 'aws_lambda_function_event_invoke_config'],
  refuses: [
    'A member of a request that the service’s model knows and that is not read here is refused by its name.',
    'Version 1 is refused, but where a policy is read; `$LATEST` there; `LogType` `Tail`.',
    'When the stack is stood up: environment variables of Lambda’s runtime, Node.js’s and most of the SDK’s; how a version or an alias takes events; a permission on an alias, or on a version but the first; a destination that is no queue.',
  ],
  otherwise: [
    'Of a function’s code nothing is told: neither `Code`, `CodeSha256` and `CodeSize`, nor `RuntimeVersionConfig`.',
    'A function runs in a worker of Node.js on this machine: its memory is not bounded, and a cold start costs what it costs here.',
  ],
  needs: { sqs: true, cloudWatch: true },
  standUp(host, { sqs, cloudWatch }) {
    const reporter = new Reporter(cloudWatch);
    const value = new LambdaService({
      ...host,
      sqs,
      onInvocation: (name, invocation) => reporter.invocation(name, invocation),
    });
    return {
      value,
      wire: withTags(host.stack, value),
      callSite: (principal, frames) => value.callSite(principal, frames),
      close: () => value.close(),
    };
  },
};
