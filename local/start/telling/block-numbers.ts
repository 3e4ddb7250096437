import { whole } from '../../../scripts/text/words';
import { text } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';
import { type Account } from '../../aws/account';
import { type Delivered } from '../../aws/event-bridge/outcome';

/** One number of a block: `1 event`, `2 in ALARM`. */
export interface Tally {
  readonly count: number;
  readonly one: string;
  readonly many: string;
  /** How it is painted where there is any. */
  readonly tone?: 'bad' | 'busy';
  /** Left out where there is none. */
  readonly ifAny?: boolean;
}

type Counting = (account: Account, block: Block) => readonly Tally[];

const some = (count: number, one: string, many = `${one}s`): Tally => ({ count, one, many });
const state = (count: number, one: string, many = one): Tally => ({ count, one, many, ifAny: true });
const bad = (count: number, one: string, many = one): Tally => ({ ...state(count, one, many), tone: 'bad' });
const busy = (count: number, one: string): Tally => ({ ...state(count, one), tone: 'busy' });

const metric =
  (account: Account, namespace: string, dimension: string, value: string) =>
  (name: string): number =>
    account.cloudWatch.metrics.find({ namespace, name, dimensions: { [dimension]: value } })?.sum ?? 0;

const fired = (all: readonly Delivered[]): Tally[] => [
  some(all.length, 'delivery', 'deliveries'),
  bad(all.filter(({ outcome }) => outcome !== 'delivered').length, 'undelivered'),
];

/** A queue for what failed: that something lies in it is no good sign. */
const isDeadLetters = ({ stack }: Account, { address }: Block): boolean =>
  stack.blocks.some(({ references = [] }) =>
    references.some((one) => one.address === address && /dead_letter|redrive|on_failure/.test(one.path)),
  );

/** What happens at a block, in numbers, by its type. */
const countings: Readonly<Record<string, Counting>> = {
  aws_kinesis_firehose_delivery_stream: (account, block) => {
    const of = metric(account, 'AWS/Firehose', 'DeliveryStreamName', text(block, 'name'));
    const [came, went] = [of('IncomingRecords'), of('DeliveryToS3.Records')];
    return [
      some(came, 'event'),
      busy(Math.max(0, came - went), 'buffered'),
      bad(of('FailedConversion.Records'), 'unconverted'),
    ];
  },
  aws_s3_bucket: (account, block) => [some(account.objects.list(text(block, 'bucket'), '').length, 'object')],
  aws_sfn_state_machine: (account, block) => {
    const arn = text(block, 'arn');
    const all = account.stepFunctions.executions().filter(({ machine }) => machine.arn === arn);
    const running = all.filter(({ status }) => status === 'RUNNING').length;
    const succeeded = all.filter(({ status }) => status === 'SUCCEEDED').length;
    return [some(all.length, 'execution'), busy(running, 'running'), bad(all.length - running - succeeded, 'failed')];
  },
  aws_lambda_function: (account, block) => {
    const of = metric(account, 'AWS/Lambda', 'FunctionName', text(block, 'function_name'));
    return [some(of('Invocations'), 'call'), bad(of('Errors'), 'error', 'errors')];
  },
  aws_sns_topic: (account, block) => [
    some(account.sns.outbox.filter(({ topicArn }) => topicArn === text(block, 'arn')).length, 'message'),
  ],
  aws_sqs_queue: (account, block) => {
    const { visible, hidden } = account.sqs.counts(text(block, 'arn'));
    const waiting = some(visible + hidden, 'message');
    return [isDeadLetters(account, block) ? { ...waiting, tone: 'bad' } : { ...waiting, tone: 'busy' }];
  },
  aws_cloudwatch_event_rule: (account, block) =>
    fired(account.events.deliveries.filter(({ rule }) => rule === text(block, 'name'))),
  aws_scheduler_schedule: (account, block) =>
    fired(account.scheduler.invocations.filter(({ schedule }) => schedule === text(block, 'name'))),
  aws_cloudwatch_metric_alarm: (account, block) => {
    const now = account.cloudWatch.alarms().find((one) => one.block === block)?.state;
    const is = (one: string) => (now === one ? 1 : 0);
    return [bad(is('ALARM'), 'in ALARM'), state(is('OK'), 'OK'), state(is('INSUFFICIENT_DATA'), 'without data')];
  },
  aws_athena_workgroup: (account, block) => {
    const metrics = account.cloudWatch.metrics.metrics().filter(({ namespace }) => namespace === 'AWS/Athena');
    const own = metrics.filter(({ dimensions }) => dimensions['WorkGroup'] === text(block, 'name'));
    const count = (failed: boolean) =>
      own
        .filter(({ dimensions }) => (dimensions['QueryState'] !== 'SUCCEEDED') === failed)
        .reduce((sum, id) => sum + (account.cloudWatch.metrics.find(id)?.samples.length ?? 0), 0);
    return [some(count(false) + count(true), 'query', 'queries'), bad(count(true), 'failed')];
  },
};

export const isCounted = ({ type }: Pick<Block, 'type'>): boolean => Object.hasOwn(countings, type);

/** Of blocks of one type together: their numbers are put together. */
export function tallyOf(account: Account, blocks: readonly Block[]): Tally[] {
  const each = blocks.map((block) => (isCounted(block) ? (countings[block.type]?.(account, block) ?? []) : []));
  const [first = []] = each;
  return first.map((one, at) => ({ ...one, count: each.reduce((sum, tally) => sum + (tally[at]?.count ?? 0), 0) }));
}

/** @param most so many numbers, where there is little room */
export const wordsOf = (tally: readonly Tally[], most = Infinity): string =>
  tally
    .filter(({ count, ifAny = false }) => count > 0 || !ifAny)
    .slice(0, most)
    .map(({ count, one, many }) => `${whole(count)} ${count === 1 ? one : many}`)
    .join(', ');

/** Of the first number that has one. */
export const toneOf = (tally: readonly Tally[]): 'bad' | 'busy' | 'plain' =>
  tally.find(({ count, tone }) => tone !== undefined && count > 0)?.tone ?? 'plain';
