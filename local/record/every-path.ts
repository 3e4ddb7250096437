import { PutRecordBatchCommand, PutRecordCommand } from '@aws-sdk/client-firehose';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { blocksOfType, text } from '../../terraform/query';
import { type Account } from '../aws/account';
import { type Clients } from '../aws/clients';
import { nameOf } from '../aws/shared/access-control';
import { AwsError } from '../aws/shared/errors';
import { labRecords } from '../events/lab';
import { firesBy } from '../start/running/fires';
import { holdSchedules } from '../start/running/hold-schedules';
import { openPage } from '../start/running/report-page';
import { namesOf, type StackNames } from '../start/running/stack-names';
import { fillQueues } from './fill-queues';
import { fire } from './fire';

/** Has an account that stands do all that takes a right of its own, whether a good month does it or not. */
export async function takeEveryPath(account: Account, clients: Clients): Promise<void> {
  const names = namesOf(account.stack);
  await sendEvents(account, clients, names);
  await fireEach(account, names);
  await repeatTasks(account);
  // A deployment verifies itself: an execution of such a name publishes where nobody reads.
  await execute(account, clients, names, 'verify-dev', { startDate: '2026-10-05', endDate: '2026-10-05' });
  // A report that fails is told to the subscribers.
  await execute(account, clients, names, 'fails', { startDate: '', endDate: '' });
  await account.events.idle();
  // A message for each function that is fed from a queue.
  await fillQueues(account);
  keepKeys(account);
  raiseAlarms(account);
  await deliverAgain(account, names);
}

/** Events, each way to send them; one that can't be converted goes to the errors and into the stream's log. */
async function sendEvents({ clock }: Account, { firehose }: Clients, { stream, bufferingInterval }: StackNames) {
  const [one = '', ...more] = [...labRecords, 'no JSON'].map((data) => ({ Data: Buffer.from(data) }));
  await firehose.send(new PutRecordCommand({ DeliveryStreamName: stream, Record: one as { Data: Buffer } }));
  await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: stream, Records: more as { Data: Buffer }[] }));
  await clock.advanceTo(new Date(clock.now().getTime() + bufferingInterval * 1000));
}

/**
 * Each schedule, whether that is on or not: alone, so that one a day does not fire until one a month does. What is no report
 * comes first, while the events are of a day ago.
 */
async function fireEach(account: Account, { schedules, others, machineArn, topic }: StackNames) {
  holdSchedules(account);
  for (const other of others) await fire(account, other, other.machineArn);
  for (const schedule of schedules) {
    await fire(account, schedule, machineArn);
    // A subscriber opens the page that the message links to, before the link dies.
    await openPage(account.sns.outbox.findLast(({ topicArn }) => topicArn === topic)?.message ?? '');
  }
}

/** Each task once more, as Step Functions does when an answer got lost: a report that is sent already is looked up. */
async function repeatTasks({ lambda, stepFunctions }: Account) {
  const firsts = new Map([...stepFunctions.executions()].reverse().map((one) => [one.machine, one]));
  for (const { history } of firsts.values()) {
    for (const { lambdaFunctionScheduledEventDetails: task } of history.events) {
      const { resource, input } = (task ?? {}) as { resource?: string; input?: string };
      if (resource !== undefined && input !== undefined) await lambda.invoke(resource, input);
    }
  }
}

async function execute(account: Account, { states }: Clients, names: StackNames, name: string, input: object) {
  const { machineArn: stateMachineArn } = names;
  await states.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  await account.stepFunctions.idle();
}

/** The account keeps hold of its keys: one whose policy lets in no administrator can never be changed or deleted again. */
function keepKeys({ accessControl, operator, stack }: Account) {
  for (const key of blocksOfType(stack, 'aws_kms_key')) {
    accessControl.require({
      principal: operator,
      principalName: nameOf(operator),
      action: 'kms:PutKeyPolicy',
      resources: [text(key, 'arn')],
      context: {},
      cite: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
      service: 'sdk',
    });
  }
}

/**
 * An alarm tells the operators. That each of them may is for a rule to say, `silent-alarm`: they need the same. One for each
 * topic, the first.
 */
function raiseAlarms({ cloudWatch }: Account) {
  const alarms = cloudWatch.alarms().map(({ configuration }) => configuration);
  const byTopic = new Map(alarms.reverse().map(({ actions, name }) => [actions.ALARM.join(), name]));
  for (const name of byTopic.values()) cloudWatch.setAlarmState(name, 'ALARM', 'To see what it takes');
}

/** Events come more than once: what was told is looked up. Those that fail for good go to a dead-letter queue. */
async function deliverAgain(account: Account, { schedules, others, failureRule }: StackNames) {
  const { events, lambda } = account;
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
