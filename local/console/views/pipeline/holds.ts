import { html, type Html, type Part } from '../../../../lambdas/shared/html';
import { text } from '../../../../terraform/query';
import { type Delivered } from '../../../aws/event-bridge/outcome';
import { configurationOf } from '../../../aws/lambda/function';
import { badge, section, time } from '../../page/parts';
import { type Asked, listed } from './list';
import { objects } from './objects';

const logged = (asked: Asked, group: string): Html =>
  listed(
    asked,
    `Log events of ${group}`,
    ['Time', 'Message', 'Stream'],
    asked.context.account.lambda.logs.events(group).toReversed(),
    ({ timestamp, message, stream }) => [time(timestamp), html`<code class="long">${message}</code>`, stream],
  );

const fired = <Of extends Delivered>(
  asked: Asked,
  next: Date | undefined,
  all: readonly Of[],
  at: (of: Of) => string,
) =>
  html`${section('Fires next', next ? time(next) : 'Not by a schedule, or disabled.')}${listed(
    asked,
    'Deliveries',
    ['Event of', 'Target', 'Outcome', 'Input'],
    all.toReversed(),
    (one) => [
      time(new Date(at(one))),
      one.targetArn,
      html`${badge(one.outcome, one.outcome === 'delivered' && !one.error ? 'good' : 'bad')}
      ${one.error && `${one.error.code}: ${one.error.message}`}`,
      html`<code class="long">${one.input}</code>`,
    ],
  )}`;

/** What a block holds, by its type. */
const holdings: Readonly<Record<string, (asked: Asked) => Part | Promise<Part>>> = {
  aws_s3_bucket: objects,
  aws_lambda_function: (asked) => logged(asked, configurationOf(asked.block).logGroup),
  aws_cloudwatch_log_group: (asked) => logged(asked, text(asked.block, 'name')),
  aws_sqs_queue(asked) {
    const arn = text(asked.block, 'arn');
    const own = asked.context.account.sqs.messages.filter(({ queueArn }) => queueArn === arn).toReversed();
    return listed(asked, 'Messages', ['Sent', '#Received', 'Body', 'Attributes'], own, (message) => [
      time(message.sentAt),
      message.receipt?.count ?? 0,
      html`<code class="long">${message.body}</code>`,
      html`<code class="long">${JSON.stringify(message.attributes)}</code>`,
    ]);
  },
  aws_kinesis_firehose_delivery_stream({ context, block }) {
    const oldest = context.account.firehose.oldest(text(block, 'name'));
    return oldest && section('Oldest record not delivered', time(oldest));
  },
  aws_cloudwatch_event_rule(asked) {
    const [name, { events }] = [text(asked.block, 'name'), asked.context.account];
    const own = events.deliveries.filter(({ rule }) => rule === name);
    return fired(asked, events.nextFirings()[name], own, ({ event }) => event.time);
  },
  aws_scheduler_schedule(asked) {
    const [name, { scheduler }] = [text(asked.block, 'name'), asked.context.account];
    const own = scheduler.invocations.filter(({ schedule }) => schedule === name);
    return fired(asked, scheduler.nextFirings()[name], own, ({ scheduledTime }) => scheduledTime);
  },
};

/** The view that shows more of it, by its type. */
const views: Readonly<Record<string, readonly [view: string, words: string]>> = {
  aws_sns_topic: ['messages', 'Its messages'],
  aws_sfn_state_machine: ['executions', 'Its executions'],
  aws_kinesis_firehose_delivery_stream: ['data', 'Its events, in the table'],
  aws_glue_catalog_table: ['data', 'Query it'],
  aws_athena_workgroup: ['data', 'Query in it'],
  aws_cloudwatch_metric_alarm: ['alarms', 'Its state and series'],
  aws_iam_role: ['permissions', 'What it may do, and did'],
};

export async function holdingOf(asked: Asked): Promise<Html> {
  const { type } = asked.block;
  const [view, words = ''] = (Object.hasOwn(views, type) && views[type]) || [];
  return html`${Object.hasOwn(holdings, type) && (await holdings[type]?.(asked))}${
    view !== undefined && section('What it holds', html`<a href="${asked.context.link(view)}">${words}</a>`)
  }`;
}
