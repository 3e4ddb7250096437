import { blocksOfType, text } from '../../terraform/query';
import { type Stack } from '../../terraform/stack';
import { type Account } from '../aws/account';
import { type LocalCredentials } from '../aws/endpoint/credentials';
import { labRecords } from '../events/lab';
import { dayOf, type Period } from '../events/period';
import { firesBy } from '../start/running/fires';
import { type OtherSchedule } from '../start/running/other-schedules';
import { type ReportSchedule } from '../start/running/report-schedules';
import { shown, writeRunFile } from '../start/running/run-folder';
import { type StackNames } from '../start/running/stack-names';
import { shellWord } from '../../scripts/text/shell-word';
import { duration, moment } from '../../scripts/text/words';

/** How much shorter waits are than they say: a buffer of 60 s is delivered after one. */
export const compression = 60;

/**
 * Version 2 of the AWS CLI takes a record's data for base64, unless it is told that it is text; version 1 takes it for
 * text, knows no option that says so, and leaves a setting alone that it doesn't know.
 * https://docs.aws.amazon.com/cli/latest/userguide/cliv2-migration-changes.html#cliv2-migration-binaryparam
 */
const CLI_CONFIG = '[default]\ncli_binary_format = raw-in-base64-out\n';

/**
 * How a person reaches an account that stays up.
 * @param folder where its objects lie
 * @param period of the events that it holds; absent: it holds none
 */
export function instructions(account: Account, names: StackNames, folder: string, period?: Period): string {
  const { stack, endpoint, clock } = account;
  const { stream, machineArn, schedules, others, bufferingInterval, workgroup, database, table } = names;
  const cliConfig = writeRunFile(folder, 'aws-config', CLI_CONFIG);
  const next = (schedule: ReportSchedule | OtherSchedule) => nextOf(schedule, firesBy(account, schedule).next());
  const today = dayOf(clock.now());
  const { startDate, endDate } = period ?? { startDate: today, endDate: today };
  const record = JSON.stringify({ Data: labRecords[0] });
  return `${stack.name} is up at ${endpoint}, in real time; waits pass ${compression} times faster. Ctrl-C ends it.

As the operator, an administrator as in the lab:
${exportLines(account, { credentials: account.credentialsFor(account.operator), cliConfig })}

Or as a producer, who may only send events:
${exportLines(account, { credentials: account.credentialsFor(account.producer), cliConfig })}

Send events:
  aws firehose put-record --delivery-stream-name ${stream} --record='${record}' --region "${stack.region}"
They are delivered after ${duration((bufferingInterval * 1000) / compression)}. Then have a report made of ${period ? `${startDate} to ${endDate}` : 'today'}:
  aws stepfunctions start-execution --state-machine-arn ${machineArn} --input '${JSON.stringify({ startDate, endDate })}'
Or have it made and followed, in the folder of this repository:
  npm run report -- --env ${stack.name} --start ${startDate} --end ${endDate}
Look at it:
  aws stepfunctions list-executions --state-machine-arn ${machineArn}
Put a question to the events, and read the answer by the id that comes back (aws athena get-query-results):
  aws athena start-query-execution --work-group ${workgroup} --query-string 'SELECT dt, count(*) FROM "${database}"."${table}" GROUP BY 1 ORDER BY 1'
${[...schedules.map(next), ...otherwise(stack, machineArn), ...others.map(next)].join('\n')}

Objects lie in ${shown(folder)}/s3/. Messages to subscribers appear here.`;
}

/** How each machine that makes no reports is started by hand. */
const otherwise = (stack: Stack, reports: string): string[] =>
  blocksOfType(stack, 'aws_sfn_state_machine')
    .map((block) => text(block, 'arn'))
    .filter((arn) => arn !== reports)
    .map(
      (arn) =>
        `Start another machine, with an input that it takes:\n  aws stepfunctions start-execution --state-machine-arn ${arn} --input '{}'`,
    );

const nextOf = (schedule: ReportSchedule | OtherSchedule, next: Date | undefined): string =>
  `The schedule ${'report' in schedule ? `of the ${schedule.report} report` : schedule.name}, ${schedule.expression}, ${next ? `fires next at ${moment(next)}` : 'is disabled'}.`;

/** The CLI reads AWS_DEFAULT_REGION, SDKs read AWS_REGION. */
function exportLines(
  { stack, endpoint }: Account,
  { credentials, cliConfig }: { readonly credentials: LocalCredentials; readonly cliConfig: string },
): string {
  const { accessKeyId, secretAccessKey } = credentials;
  return [
    '  unset AWS_PROFILE AWS_SESSION_TOKEN',
    `  export AWS_ENDPOINT_URL=${endpoint} AWS_CONFIG_FILE=${shellWord(cliConfig)}`,
    `  export AWS_REGION=${stack.region} AWS_DEFAULT_REGION=${stack.region}`,
    `  export AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
  ].join('\n');
}
