import { chosenEnvironment } from '../../terraform/stacks/chosen-environment';
import { readEnvironment } from '../../terraform/stacks/neighbours';
import { stackFolder } from '../../terraform/stacks/stack-folder';
import { blocksOfType, text } from '../../terraform/query';
import { type Stack } from '../../terraform/stack';
import { type Account, standUp } from '../aws/account';
import { type Answering } from '../aws/elsewhere/answering';
import { LiveClock } from '../aws/shared/clock';
import { type LocalCredentials } from '../aws/endpoint/credentials';
import { labRecords } from '../events/lab';
import { type Options } from '../start/options';
import { dayOf } from '../events/period';
import { explainRefusals } from '../start/telling/refusals';
import { makeRunFolder, shown, writeRunFile } from '../start/running/run-folder';
import { onStopSignal } from '../start/running/stop-signals';
import { type OtherSchedule } from '../start/running/other-schedules';
import { type ReportSchedule } from '../start/running/report-schedules';
import { firesBy } from '../start/running/fires';
import { namesOf } from '../start/running/stack-names';
import { printable } from '../../scripts/text/printable';
import { shellWord } from '../../scripts/text/shell-word';
import { synthesize } from '../../scripts/programs/synthesize';
import { duration, moment } from '../../scripts/text/words';

type ServeOptions = Extract<Options, { readonly command: 'serve' }>;

/** How much shorter waits are than they say: a buffer of 60 s is delivered after one. */
const compression = 60;

/** Keeps a stack's endpoint up until Ctrl-C, SIGTERM or SIGHUP, and tells what happens in it. Returns the exit code. */
export async function serveCommand({ environment: named, port }: ServeOptions, answering: Answering): Promise<number> {
  const stacks = await synthesize();
  const environment = chosenEnvironment(stacks, named, console.error);
  const stack = readEnvironment(stackFolder(stacks, environment));
  for (const one of stack.passedOver ?? []) print(`Passed over, as only a plan of Terraform's heeds it: ${one}`);
  const folder = makeRunFolder(environment);
  const clock = new LiveClock(compression, (error) => print(`! ${messageOf(error)}`));
  const account = await standUp(stack, { clock, folder, ...answering, ...(port === undefined ? {} : { port }) });
  if (account.lambda.otherNode !== undefined) print(account.lambda.otherNode);
  const untilStopped = stopped();
  account.sns.onPublish(({ subject, message, publishedAt, subscribers }) => {
    const texts = new Set(subscribers.length > 0 ? subscribers.map((one) => one.message ?? message) : [message]);
    for (const text of texts) {
      const getting = subscribers.filter((one) => (one.message ?? message) === text);
      const to = getting.map(({ endpoint }) => endpoint).join(', ') || 'no subscriber';
      print(`\n${moment(publishedAt)}: a message to ${to}\nSubject: ${subject ?? '(none)'}\n\n${text}\n`);
    }
  });
  const cliConfig = writeRunFile(folder, 'aws-config', CLI_CONFIG);
  print(instructions(account, { folder, cliConfig }));
  const refusals = tellRefusals(account);
  await untilStopped;
  clearInterval(refusals);
  const lost = await account.end();
  for (const error of lost) print(`! Not delivered: ${messageOf(error)}`);
  print('Stopped.');
  return lost.length > 0 ? 1 : 0;
}

function print(text: string): void {
  process.stdout.write(`${printable(text)}\n`);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Resolves when the process is to stop; holds it until then. */
function stopped(): Promise<void> {
  const alive = setInterval(() => undefined, 1 << 30);
  return new Promise((resolve) => {
    onStopSignal(() => {
      clearInterval(alive);
      resolve();
    });
  });
}

/**
 * Version 2 of the AWS CLI takes a record's data for base64, unless it is told that it is text; version 1 takes it for
 * text, knows no option that says so, and leaves a setting alone that it doesn't know.
 * https://docs.aws.amazon.com/cli/latest/userguide/cliv2-migration-changes.html#cliv2-migration-binaryparam
 */
const CLI_CONFIG = '[default]\ncli_binary_format = raw-in-base64-out\n';

/** A caller sees its own refusals; those of roles at work behind the endpoint are seen only here. */
function tellRefusals({ accessControl, elsewhere }: Account): NodeJS.Timeout {
  let told = 0;
  let unanswered = 0;
  return setInterval(() => {
    const fresh = accessControl.refusals.slice(told);
    told = accessControl.refusals.length;
    if (fresh.length > 0) print(`! ${explainRefusals(fresh)}`);
    for (const line of elsewhere.refused.slice(unanswered)) print(`! ${line}`);
    unanswered = elsewhere.refused.length;
  }, 200);
}

interface Written {
  readonly folder: string;
  readonly cliConfig: string;
}

function instructions(account: Account, { folder, cliConfig }: Written): string {
  const { stack, endpoint, clock } = account;
  const { stream, machineArn, schedules, others, bufferingInterval } = namesOf(stack);
  const next = (schedule: ReportSchedule | OtherSchedule) => nextOf(schedule, firesBy(account, schedule).next());
  const today = dayOf(clock.now());
  const record = JSON.stringify({ Data: labRecords[0] });
  return `${stack.name} is up at ${endpoint}, in real time; waits pass ${compression} times faster. Ctrl-C ends it.

As the operator, an administrator as in the lab:
${exportLines(account, { credentials: account.credentialsFor(account.operator), cliConfig })}

Or as a producer, who may only send events:
${exportLines(account, { credentials: account.credentialsFor(account.producer), cliConfig })}

Send events:
  aws firehose put-record --delivery-stream-name ${stream} --record='${record}' --region "${stack.region}"
They are delivered after ${duration((bufferingInterval * 1000) / compression)}. Then have a report made of today:
  aws stepfunctions start-execution --state-machine-arn ${machineArn} --input '${JSON.stringify({ startDate: today, endDate: today })}'
Or have it made and followed, in the folder of this repository:
  npm run report -- --env ${stack.name} --start ${today} --end ${today}
Look at it:
  aws stepfunctions list-executions --state-machine-arn ${machineArn}
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
