import { UserError } from '../../../scripts/user-error';
import { blocksOfType, number, optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type OtherSchedule, otherSchedulesOf } from './other-schedules';
import { type ReportParts, reportPartsOf } from './report-parts';
import { type ReportSchedules, reportSchedulesOf } from './report-schedules';

/**
 * What a run calls by name, followed from the schedule of its report: rule, machine, the machine's functions, and what their
 * environments name. Nothing here knows how names are made, and there may be more of everything.
 */
export interface StackNames extends ReportSchedules, ReportParts {
  /** The one that delivers into the table that the report's query reads. */
  readonly stream: string;
  /** seconds */
  readonly bufferingInterval: number;
  readonly eventsBucket: string;
  /** Of keys, up to the first expression: what lies below it was converted. */
  readonly eventsPrefix: string;
  readonly errorsPrefix: string;
  /** All of the report's, by their ARNs: those that its machine runs, and those that its rules invoke. */
  readonly functions: readonly string[];
  /** Fires when a report fails. */
  readonly failureRule: string;
  /** Schedules that start something else than a report. */
  readonly others: readonly OtherSchedule[];
}

/** @throws UserError when the stack lacks one of them, or when it can't be told which of several it is */
export function namesOf(stack: Stack): StackNames {
  const reports = reportSchedulesOf(stack);
  const parts = reportPartsOf(stack, reports.machineArn);
  const stream = streamInto(stack, parts);
  const failing = text(failureRule(stack, reports.machineArn, parts), 'name');
  const rules = reports.schedules.map(({ name }) => name);
  const configuration = 'extended_s3_configuration';
  const literal = (path: string) => text(stream, `${configuration}.${path}`).split('!{')[0] ?? '';
  return {
    ...reports,
    ...parts,
    stream: text(stream, 'name'),
    bufferingInterval: number(stream, `${configuration}.buffering_interval`),
    eventsBucket: text(stream, `${configuration}.bucket_arn`).replace(/^arn:[^:]*:s3:::/, ''),
    eventsPrefix: literal('prefix'),
    errorsPrefix: literal('error_output_prefix'),
    functions: [...new Set([...parts.functions, ...targetsOf(stack, [...rules, failing])])],
    failureRule: failing,
    others: otherSchedulesOf(stack, rules),
  };
}

function streamInto(stack: Stack, { database, table }: ReportParts): Block {
  const schema = 'extended_s3_configuration.data_format_conversion_configuration.schema_configuration';
  return theOne(
    stack,
    `stream that delivers into the table ${database}.${table}, which its reports read`,
    blocksOfType(stack, 'aws_kinesis_firehose_delivery_stream').filter(
      (one) =>
        optionalText(one, `${schema}.database_name`) === database &&
        optionalText(one, `${schema}.table_name`) === table,
    ),
  );
}

/** Of the rules that hear of the machine's executions, the one whose function tells the report's subscribers. */
function failureRule(stack: Stack, machineArn: string, { topic }: ReportParts): Block {
  const telling = blocksOfType(stack, 'aws_lambda_function')
    .filter((block) => optionalText(block, 'environment.variables.SNS_TOPIC') === topic)
    .map((block) => text(block, 'arn'));
  const targets = blocksOfType(stack, 'aws_cloudwatch_event_target').filter((one) =>
    telling.includes(text(one, 'arn')),
  );
  return theOne(
    stack,
    `rule with a pattern of ${machineArn} whose function has the SNS_TOPIC of its reports`,
    blocksOfType(stack, 'aws_cloudwatch_event_rule').filter(
      (rule) =>
        optionalText(rule, 'event_pattern')?.includes(`"${machineArn}"`) === true &&
        targets.some((target) => text(target, 'rule') === text(rule, 'name')),
    ),
  );
}

const targetsOf = (stack: Stack, rules: readonly string[]): string[] =>
  blocksOfType(stack, 'aws_cloudwatch_event_target').flatMap((target) =>
    rules.includes(text(target, 'rule')) ? text(target, 'arn') : [],
  );

/** @throws UserError, which names those that there are */
function theOne(stack: Stack, what: string, found: readonly Block[]): Block {
  const [first] = found;
  if (first && found.length === 1) return first;
  const those = found.length === 0 ? 'none' : `${found.length}: ${found.map(({ address }) => address).join(', ')}`;
  throw new UserError(`A run needs one ${what}, and the stack ${stack.name} has ${those}.`);
}
