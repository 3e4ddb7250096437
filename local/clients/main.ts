import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksOfType, optionalText, text } from '../../terraform/query';
import { type Stack } from '../../terraform/stack';
import { chosenEnvironment } from '../../terraform/stacks/chosen-environment';
import { readEnvironment } from '../../terraform/stacks/neighbours';
import { stackFolder } from '../../terraform/stacks/stack-folder';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { synthesize } from '../../scripts/programs/synthesize';
import { UserError } from '../../scripts/user-error';
import { readOptions } from '../../scripts/text/read-options';
import { type Account, standUp } from '../aws/account';
import { localServices } from '../aws/all';
import { takeForwards } from '../aws/elsewhere/forwards';
import { dynamodbCalls } from '../aws/elsewhere/services/dynamodb';
import { type LocalService } from '../aws/service';
import { LiveClock } from '../aws/shared/clock';
import { namesOf } from '../start/running/stack-names';
import { NeedsRecorder } from '../record/needs-recorder';
import { callsSentOn, TABLE, withTables } from './elsewhere';
import { type Emulator, startEmulator } from './emulator';
import { clientsPython } from './python';
import { GROUP, SCHEDULE, withSchedule } from './schedule';
import { machineArn as waitingArn, TOKENS, withWaiting } from './waiting';

const COMMAND = 'npm run test:clients';
const HELP = `Usage: ${COMMAND} [-- --env NAME]

Drives every operation that the local account serves, or sends on to moto's DynamoDB, with boto3, the AWS CLI and the SDK
for JavaScript, and holds each answer against AWS's own model of the service. Needs Python; takes what .ci/requirements.txt pins from its registry.
`;

/** Waits pass so much faster, as with `--serve`: more, and a busy machine would meet the state machine's timeout. */
const COMPRESSION = 60;

/** `npm run test:clients`: returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { env, help } = readOptions(args, { env: { type: 'string' }, help: { type: 'boolean' } }, COMMAND);
  if (help) {
    console.log(HELP);
    return 0;
  }
  const python = clientsPython();
  // Whether what holds the answers can tell a wrong one at all.
  const held = spawnSync(python, ['-B', 'local/clients/test_shapes.py'], { cwd: repositoryRoot(), encoding: 'utf8' });
  if (held.status !== 0) throw new UserError(`local/clients/shapes.py tells wrong:\n${held.stderr}`);
  const stacks = await synthesize();
  const stack = readEnvironment(stackFolder(stacks, chosenEnvironment(stacks, env, console.error)));
  const folder = mkdtempSync(join(tmpdir(), 'clients-'));
  const emulator = await startEmulator(python);
  try {
    return await driveStack(withWaiting(withSchedule(withTables(stack))), { python, folder, emulator });
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true });
  }
}

interface Driven {
  readonly python: string;
  readonly folder: string;
  readonly emulator: Emulator;
}

async function driveStack(stack: Stack, { python, folder, emulator }: Driven): Promise<number> {
  const recorder = new NeedsRecorder();
  const forwards = takeForwards([`dynamodb=${emulator.url}`], {});
  const clock = new LiveClock(COMPRESSION);
  const account = await standUp(stack, { clock, folder, forwards, record: recorder.record });
  try {
    const wrong = await callsSentOn(account, () => recorder.needs());
    for (const fault of wrong) console.log(`✗ DynamoDB, through moto: ${fault}`);
    const code = await drive(python, account);
    return wrong.length > 0 ? 1 : code;
  } finally {
    await account.close();
  }
}

function drive(python: string, account: Account): Promise<number> {
  const { accessKeyId, secretAccessKey } = account.credentialsFor(account.operator);
  const { AWS_SESSION_TOKEN: _token, AWS_PROFILE: _profile, ...kept } = process.env;
  const { region } = account.stack;
  const child = spawn(python, ['-B', 'local/clients/drive.py'], {
    cwd: repositoryRoot(),
    stdio: ['pipe', 'inherit', 'inherit'],
    env: {
      ...kept,
      AWS_ENDPOINT_URL: account.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      // Nobody's own settings, nor a look for a role of a machine.
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
      AWS_PAGER: '',
      PYTHONWARNINGS: 'ignore',
      PYTHONIOENCODING: 'utf-8',
    },
  });
  child.stdin.end(JSON.stringify({ endpoint: account.endpoint, served: servedBy(account), names: namesIn(account) }));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('exit', (code) => resolve(code ?? 1));
  });
}

/** By the name that requests are signed for; of those that are sent on, what is known to be. */
const servedBy = ({ wires }: Account): Record<string, readonly string[]> => ({
  dynamodb: Object.keys(dynamodbCalls.operations),
  ...Object.fromEntries(
    (Object.entries(localServices) as [string, LocalService<unknown, never>][]).flatMap(([name, { service }]) => {
      const wire = wires[name];
      return wire ? [[service.signedAs ?? service.prefix, wire.operations]] : [];
    }),
  ),
});

/** What the requests name: the stack's own, whatever a fork calls them. */
function namesIn({ stack }: Account): Record<string, string> {
  const first = (type: string, attribute: string): string =>
    blocksOfType(stack, type)
      .map((block) => optionalText(block, attribute))
      .find((value) => value !== undefined) ?? '';
  const arnOf = (type: string, name: string): string =>
    blocksOfType(stack, type).flatMap((block) => (text(block, 'name') === name ? text(block, 'arn') : []))[0] ?? '';
  const { stream, machineArn, schedules, topic, eventsBucket, database, table, workgroup } = namesOf(stack);
  const [schedule] = schedules;
  const rule = blocksOfType(stack, 'aws_cloudwatch_event_rule').find((block) => text(block, 'name') === schedule?.name);
  // The one whose failures are kept: it has settings of its own, and is let in to.
  const kept = first('aws_lambda_function_event_invoke_config', 'function_name');
  const lambda = blocksOfType(stack, 'aws_lambda_function').find((block) =>
    [text(block, 'function_name'), text(block, 'arn')].includes(kept),
  );
  return {
    account: stack.accountId,
    topic,
    bucket: eventsBucket,
    function: lambda ? text(lambda, 'function_name') : '',
    functionArn: lambda ? text(lambda, 'arn') : '',
    stream,
    database,
    databaseArn: arnOf('aws_glue_catalog_database', database),
    table,
    workgroup,
    workgroupArn: arnOf('aws_athena_workgroup', workgroup),
    stateMachine: machineArn,
    waitingMachine: waitingArn(stack),
    tokens: TOKENS,
    rule: schedule?.name ?? '',
    ruleArn: rule ? text(rule, 'arn') : '',
    alarm: first('aws_cloudwatch_metric_alarm', 'alarm_name'),
    alarmArn: first('aws_cloudwatch_metric_alarm', 'arn'),
    queue: first('aws_sqs_queue', 'name'),
    schedule: SCHEDULE,
    scheduleGroup: GROUP,
    scheduleGroupArn: arnOf('aws_scheduler_schedule_group', GROUP),
    dynamodbTable: TABLE,
  };
}
