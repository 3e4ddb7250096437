import { UserError } from '../../../scripts/user-error';
import { blocksOfType, optionalText, text, number } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type ReportSchedules, reportSchedulesOf } from './report-schedules';

/** What a run calls by name, found in the stack by what it is: nothing here knows how names are made. */
export interface StackNames extends ReportSchedules {
  readonly stream: string;
  /** seconds */
  readonly bufferingInterval: number;
  readonly eventsBucket: string;
  /** Of keys, up to the first expression: what lies below it was converted. */
  readonly eventsPrefix: string;
  readonly errorsPrefix: string;
  /** Fires when a report fails. */
  readonly failureRule: string;
}

/** @throws UserError when the stack lacks one of them or has several */
export function namesOf(stack: Stack): StackNames {
  const stream = only(stack, 'aws_kinesis_firehose_delivery_stream', blocksOfType);
  const reports = reportSchedulesOf(stack);
  const failure = only(stack, `aws_cloudwatch_event_rule with a pattern of ${reports.machineArn}`, (within) =>
    blocksOfType(within, 'aws_cloudwatch_event_rule').filter((one) =>
      optionalText(one, 'event_pattern')?.includes(`"${reports.machineArn}"`),
    ),
  );
  const configuration = 'extended_s3_configuration';
  const literal = (path: string) => text(stream, `${configuration}.${path}`).split('!{')[0] ?? '';
  return {
    stream: text(stream, 'name'),
    bufferingInterval: number(stream, `${configuration}.buffering_interval`),
    eventsBucket: text(stream, `${configuration}.bucket_arn`).replace(/^arn:[^:]*:s3:::/, ''),
    eventsPrefix: literal('prefix'),
    errorsPrefix: literal('error_output_prefix'),
    ...reports,
    failureRule: text(failure, 'name'),
  };
}

function only(stack: Stack, what: string, find: (stack: Stack, what: string) => readonly Block[]): Block {
  const found = find(stack, what);
  const [first] = found;
  if (first && found.length === 1) return first;
  throw new UserError(`The stack ${stack.name} has ${found.length} of ${what}, and a run needs exactly one.`);
}
