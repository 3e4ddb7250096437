import { PutRecordBatchCommand, PutRecordCommand } from '@aws-sdk/client-firehose';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type Need } from '../../policies/needs/need';
import { UserError } from '../../scripts/user-error';
import { readStack } from '../../terraform/read-stack';
import { blocksOfType, text } from '../../terraform/query';
import { AccessDenied, nameOf } from '../aws/shared/access-control';
import { type Account, standUp } from '../aws/account';
import { type Answering } from '../aws/elsewhere/answering';
import { type Clients, clientsOf } from '../aws/clients';
import { SimulatedClock } from '../aws/shared/clock';
import { AwsError } from '../aws/shared/errors';
import { labRecords } from '../events/lab';
import { explainRefusals } from '../start/telling/refusals';
import { openPage } from '../start/running/report-page';
import { holdSchedules } from '../start/running/hold-schedules';
import { firesBy } from '../start/running/fires';
import { namesOf } from '../start/running/stack-names';
import { fire } from './fire';
import { fillQueues } from './fill-queues';
import { NeedsRecorder } from './needs-recorder';

/** The moments are fixed: two recordings are the same. */
const start = new Date('2026-10-05T08:00:00Z');

/**
 * What a stack's principals need, from a run that takes every path which needs a right of its own: also those that a
 * good month doesn't take.
 * @param folder of the run
 * @throws UserError when something was refused, with the reason: what would have come after it is not known
 */
export async function recordNeeds(stackFolder: string, folder: string, answering: Answering = {}): Promise<Need[]> {
  const recorder = new NeedsRecorder();
  const stack = readStack(stackFolder);
  let account: Account | undefined;
  try {
    account = await standUp(stack, { clock: new SimulatedClock(start), folder, ...answering, record: recorder.record });
    const clients = clientsOf(account);
    try {
      await takeEveryPath(account, clients);
    } finally {
      clients.close();
    }
  } catch (error) {
    if (error instanceof AccessDenied) throw refused(stack.name, explainRefusals([error.refusal]));
    // What was refused explains what came of it.
    if (!account || refusedIn(account) === '') throw error;
  } finally {
    await account?.close();
  }
  const why = account ? refusedIn(account) : '';
  if (why !== '') throw refused(stack.name, why);
  return recorder.needs();
}

const refusedIn = ({ accessControl, elsewhere }: Account): string =>
  [explainRefusals(accessControl.refusals), ...elsewhere.refused].filter((one) => one !== '').join('\n');

const refused = (environment: string, why: string): UserError =>
  new UserError(
    `The needs of ${environment} can't be recorded: something was refused, and what would follow isn't known.\n${why}`,
  );

async function takeEveryPath(account: Account, { firehose, states }: Clients): Promise<void> {
  const { clock, cloudWatch, events, lambda, sns, stepFunctions } = account;
  const { stream, bufferingInterval, schedules, others, failureRule, machineArn, topic } = namesOf(account.stack);

  // Events, each way to send them; one that can't be converted goes to the errors and into the stream's log.
  const [one = '', ...more] = [...labRecords, 'no JSON'].map((data) => ({ Data: Buffer.from(data) }));
  await firehose.send(new PutRecordCommand({ DeliveryStreamName: stream, Record: one as { Data: Buffer } }));
  await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: stream, Records: more as { Data: Buffer }[] }));
  await clock.advanceTo(new Date(clock.now().getTime() + bufferingInterval * 1000));

  // Each schedule, whether that is on or not: alone, so that one a day does not fire until one a month does. What is no
  // report comes first, while the events are of a day ago.
  holdSchedules(account);
  for (const other of others) await fire(account, other, other.machineArn);
  for (const schedule of schedules) {
    await fire(account, schedule, machineArn);
    // A subscriber opens the page that the message links to, before the link dies.
    await openPage(sns.outbox.findLast(({ topicArn }) => topicArn === topic)?.message ?? '');
  }

  // Each task once more, as Step Functions does when an answer got lost: a report that is sent already is looked up.
  const firsts = new Map([...stepFunctions.executions()].reverse().map((one) => [one.machine, one]));
  for (const { history } of firsts.values()) {
    for (const { lambdaFunctionScheduledEventDetails: task } of history.events) {
      const { resource, input } = (task ?? {}) as { resource?: string; input?: string };
      if (resource !== undefined && input !== undefined) await lambda.invoke(resource, input);
    }
  }

  // A deployment verifies itself: an execution of such a name publishes where nobody reads.
  await states.send(
    new StartExecutionCommand({
      stateMachineArn: machineArn,
      name: 'verify-dev',
      input: '{"startDate":"2026-10-05","endDate":"2026-10-05"}',
    }),
  );
  await stepFunctions.idle();

  // A report that fails is told to the subscribers.
  await states.send(
    new StartExecutionCommand({ stateMachineArn: machineArn, name: 'fails', input: '{"startDate":"","endDate":""}' }),
  );
  await stepFunctions.idle();
  await events.idle();

  // A message for each function that is fed from a queue.
  await fillQueues(account);

  // The account keeps hold of its keys: one whose policy lets in no administrator can never be changed or deleted again.
  for (const key of blocksOfType(account.stack, 'aws_kms_key')) {
    account.accessControl.require({
      principal: account.operator,
      principalName: nameOf(account.operator),
      action: 'kms:PutKeyPolicy',
      resources: [text(key, 'arn')],
      context: {},
      cite: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
      service: 'sdk',
    });
  }

  // An alarm tells the operators. That each of them may is for a rule to say, `silent-alarm`: they need the same.
  // One for each topic, the first.
  const alarms = cloudWatch.alarms().map(({ configuration }) => configuration);
  const byTopic = new Map(alarms.reverse().map(({ actions, name }) => [actions.ALARM.join(), name]));
  for (const name of byTopic.values()) cloudWatch.setAlarmState(name, 'ALARM', 'To see what it takes');

  // EventBridge delivers an event more than once: what was told is looked up.
  const failure = events.deliveries.find(({ rule }) => rule === failureRule);
  if (!failure) throw new Error(`The rule ${failureRule} did not fire.`);
  const all = [...others, ...schedules].map((schedule) => firesBy(account, schedule));
  const again = async () => {
    for (const each of all) await each.again();
    await events.redeliver(failure.event.id);
  };
  await again();

  // An event that a rule's function fails on for good goes to the rule's dead-letter queue.
  for (const { targetArn } of [...all.flatMap((each) => each.fired().slice(0, 1)), failure]) {
    if (targetArn.includes(':lambda:')) await lambda.invokeAsynchronously(targetArn, '{}');
  }

  // So does one that can't be handed to it.
  lambda.invokeAsynchronously = () => {
    throw new AwsError('ServiceException', 'Lambda does not answer.', 503);
  };
  await again();
}
