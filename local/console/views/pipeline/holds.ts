import { readFile } from 'node:fs/promises';
import { html, type Html, type Part } from '../../../../lambdas/shared/html';
import { bytes } from '../../../../scripts/text/words';
import { text } from '../../../../terraform/query';
import { type Block } from '../../../../terraform/stack';
import { type Delivered } from '../../../aws/event-bridge/outcome';
import { configurationOf } from '../../../aws/lambda/function';
import { badge, type Column, facts, paged, section, table, time } from '../../page/parts';
import { type Context, type Download, type ViewRequest } from '../../view';

type Holding = (context: Context, block: Block, request: ViewRequest) => Part | Promise<Part>;

/** A list, the newest first, page by page. */
function listed<Row>(
  { link }: Context,
  { address }: Block,
  request: ViewRequest,
  { title, columns, rows, cells }: List<Row>,
): Html {
  const { shown, links } = paged(rows, request, (at) => link('pipeline', [address], { at }));
  if (rows.length === 0) return section(title, html`<p>Nothing yet.</p>`);
  return section(title, html`${table(title, columns, shown.map(cells))}${links}`);
}

interface List<Row> {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly cells: (row: Row) => readonly Part[];
}

const logEvents = (context: Context, block: Block, group: string, request: ViewRequest): Html =>
  listed(context, block, request, {
    title: `Log events of ${group}`,
    columns: [{ title: 'Time' }, { title: 'Message' }, { title: 'Stream' }],
    rows: context.account.lambda.logs.events(group).toReversed(),
    cells: ({ timestamp, message, stream }) => [time(timestamp), html`<code>${message}</code>`, stream],
  });

const outcome = ({ outcome: came, error }: Delivered): Html =>
  html`${badge(came, came === 'delivered' && !error ? 'good' : 'bad')} ${error && `${error.code}: ${error.message}`}`;

const delivered = <Of extends Delivered>(at: (one: Of) => string, rows: readonly Of[]): List<Of> => ({
  title: 'Deliveries',
  columns: [{ title: 'Event of' }, { title: 'Target' }, { title: 'Outcome' }, { title: 'Input' }],
  rows: rows.toReversed(),
  cells: (one) => [time(new Date(at(one))), one.targetArn, outcome(one), html`<code>${one.input}</code>`],
});

const next = (when: Date | undefined): Html =>
  facts([['Fires next', when ? time(when) : 'not by a schedule, or disabled']]);

const elsewhere = (context: Context, view: string, words: string): Html =>
  html`<p><a href="${context.link(view)}">${words}</a></p>`;

/** What a block holds, by its type. */
const holdings: Readonly<Record<string, Holding>> = {
  aws_s3_bucket: (context, block, request) => objects(context, block, request),
  aws_lambda_function: (context, block, request) => logEvents(context, block, configurationOf(block).logGroup, request),
  aws_cloudwatch_log_group: (context, block, request) => logEvents(context, block, text(block, 'name'), request),
  aws_sqs_queue: (context, block, request) =>
    listed(context, block, request, {
      title: 'Messages',
      columns: [{ title: 'Sent' }, { title: 'Received' }, { title: 'Body' }, { title: 'Attributes' }],
      rows: context.account.sqs.messages.filter(({ queueArn }) => queueArn === text(block, 'arn')).toReversed(),
      cells: ({ sentAt, receipt, body, attributes }) => [
        time(sentAt),
        receipt ? `${receipt.count} ×` : 'not yet',
        html`<code>${body}</code>`,
        html`<code>${JSON.stringify(attributes)}</code>`,
      ],
    }),
  aws_sns_topic: (context) => elsewhere(context, 'messages', 'Its messages'),
  aws_sfn_state_machine: (context) => elsewhere(context, 'executions', 'Its executions'),
  aws_kinesis_firehose_delivery_stream: (context, block) => {
    const oldest = context.account.firehose.oldest(text(block, 'name'));
    return html`${oldest && facts([['Oldest record not delivered', time(oldest)]])}${elsewhere(context, 'data', 'Its events, in the table')}`;
  },
  aws_glue_catalog_table: (context) => elsewhere(context, 'data', 'Query it'),
  aws_athena_workgroup: (context) => elsewhere(context, 'data', 'Query in it'),
  aws_cloudwatch_metric_alarm: (context) => elsewhere(context, 'alarms', 'Its state and series'),
  aws_iam_role: (context) => elsewhere(context, 'permissions', 'What it may do, and did'),
  aws_cloudwatch_event_rule(context, block, request) {
    const name = text(block, 'name');
    const { deliveries } = context.account.events;
    const own = deliveries.filter(({ rule }) => rule === name);
    return html`${next(context.account.events.nextFirings()[name])}${listed(
      context,
      block,
      request,
      delivered(({ event }) => event.time, own),
    )}`;
  },
  aws_scheduler_schedule(context, block, request) {
    const name = text(block, 'name');
    const { scheduler } = context.account;
    const own = scheduler.invocations.filter(({ schedule }) => schedule === name);
    return html`${next(scheduler.nextFirings()[name])}${listed(
      context,
      block,
      request,
      delivered(({ scheduledTime }) => scheduledTime, own),
    )}`;
  },
};

export const holdingOf = async (context: Context, block: Block, request: ViewRequest): Promise<Part> =>
  Object.hasOwn(holdings, block.type) ? holdings[block.type]?.(context, block, request) : undefined;

/** A text as long as that is shown; what is longer can be downloaded, up to the larger size. */
const SHOWN = 64 * 1024;
const MOST = 64 * 1024 * 1024;

async function objects(context: Context, block: Block, request: ViewRequest): Promise<Html> {
  const { objects: store } = context.account;
  const bucket = text(block, 'bucket');
  const key = request.query.get('key');
  const head = key === null ? undefined : store.head(bucket, key);
  const list = listed(context, block, request, {
    title: 'Objects',
    columns: [{ title: 'Key' }, { title: 'Size', number: true }, { title: 'Last modified' }],
    rows: store.list(bucket, ''),
    cells: (one) => {
      const { size = 0, lastModified } = store.head(bucket, one) ?? {};
      const name = context.live
        ? html`<a href="${context.link('pipeline', [block.address], { key: one })}">${one}</a>`
        : one;
      return [name, bytes(size), lastModified && time(lastModified)];
    },
  });
  if (key === null || !context.live) return list;
  if (!head)
    return html`<p class="note">There is no object ${key}.</p>
      ${list}`;
  const whole = head.size <= SHOWN ? textOf(await readFile(head.file)) : undefined;
  const to = context.link('pipeline', ['object', bucket], { key });
  return html`${section(
    key,
    html`<p><a href="${to}" download>Download</a> ${bytes(head.size)}, ${time(head.lastModified)}</p>
      ${whole === undefined ? 'It is no text, or a long one.' : html`<pre tabindex="0">${whole}</pre>`}`,
  )}${list}`;
}

function textOf(of: Uint8Array): string | undefined {
  try {
    const whole = new TextDecoder('utf-8', { fatal: true }).decode(of);
    return whole.includes('\0') ? undefined : whole;
  } catch {
    return undefined;
  }
}

/** An object's bytes. */
export async function object({ account }: Context, { path, query }: ViewRequest): Promise<Download | undefined> {
  const [bucket = '', key] = [path[0], query.get('key')];
  const head =
    key !== null && account.objects.buckets().includes(bucket) ? account.objects.head(bucket, key) : undefined;
  if (!head || head.size > MOST) return undefined;
  return { type: 'application/octet-stream', name: head.key.split('/').at(-1) ?? '', body: await readFile(head.file) };
}
