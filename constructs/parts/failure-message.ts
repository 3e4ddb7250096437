import type { CloudwatchEventTargetInputTransformer } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import type { Deployment } from './deployment';

/**
 * What subscribers read when a report fails, made by EventBridge of the event that Step Functions sends:
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-events.html
 *
 * Each line is a JSON string of its own, as EventBridge wants text of several lines. The error's cause is left out: it
 * may hold quotes, which break the template, and then nobody would be told at all.
 */
export const failureMessage = ({
  application,
  environment,
  region,
}: Deployment): CloudwatchEventTargetInputTransformer => ({
  inputPaths: {
    name: '$.detail.name',
    status: '$.detail.status',
    execution: '$.detail.executionArn',
    time: '$.time',
  },
  inputTemplate: [
    `The analytics report of ${application} (${environment}) was not sent: <name> ended as <status> at <time>.`,
    `Why, state by state: https://${region}.console.aws.amazon.com/states/home?region=${region}#/v2/executions/details/<execution>`,
    'To send it, start the state machine again with the same dates, under a new name, or redrive this execution.',
  ]
    .map((line) => `"${line}"`)
    .join('\n'),
});
