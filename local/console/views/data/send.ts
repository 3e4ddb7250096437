import { PutRecordCommand } from '@aws-sdk/client-firehose';
import { html, type Html } from '../../../../lambdas/shared/html';
import { counted, whole } from '../../../../scripts/text/words';
import { otherUnit, timestampIn } from '../../../events/arrival';
import { readSentFile, unconvertible } from '../../../start/reading/sent-file';
import { sendEvents } from '../../../start/running/send-events';
import { field, form, section } from '../../page/parts';
import { type Action, type Context, type ViewRequest } from '../../view';

const FIELDS = [
  { name: 'id', label: 'Video (id)' },
  { name: 'userId', label: 'User (userId)' },
  { name: 'format', label: 'Format', hint: 'May be missing' },
  { name: 'timestamp', label: 'Time (timestamp)', hint: 'As 2026-10-05T10:00:00Z' },
];

/** Forms to send one event, and a file of them, as the producer. */
export function sendForms(context: Context, request: ViewRequest): Html | undefined {
  const fields = FIELDS.map((one) => field(request, one));
  const hint = 'One JSON object a line, as text or packed by gzip; all arrive now';
  const chooser = field(request, { name: 'file', label: 'File of events', type: 'file', hint });
  const one = form(context, 'data', 'event', html`${fields}<button>Send the event</button>`);
  const file = form(context, 'data', 'file', html`${chooser}<button>Send the file</button>`, { upload: true });
  return one && section('Send events', html`${one}${file}`);
}

/** What is left empty is left out; digits alone are a number, as epoch seconds are. */
export const event: Action = async (context, fields) => {
  const { clients, names, link } = context;
  const record = Object.fromEntries(
    FIELDS.flatMap(({ name }): [string, string | number][] => {
      const value = String(fields.get(name) ?? '').trim();
      if (value === '') return [];
      return [[name, name === 'timestamp' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value]];
    }),
  );
  if (Object.keys(record).length === 0)
    return { problems: { id: 'Fill in one field at least: an event of nothing tells nothing.' }, values: {} };
  const data = JSON.stringify(record);
  const Record = { Data: Buffer.from(data) };
  await clients.firehose.send(new PutRecordCommand({ DeliveryStreamName: names.stream, Record }));
  const told = unconvertible(context)(data) ?? otherUnit(timestampIn(data));
  return { to: link('data'), said: `${names.stream} took the event.${told === undefined ? '' : ` But: ${told}`}` };
};

/** Of lines that are wrong, so many are told. */
const MOST_LINES = 20;

/** As `npm start -- --events FILE` reads it; all of it arrives now. */
export const file: Action = async (context, fields) => {
  const { clients, names, link } = context;
  const given = fields.get('file');
  const refused = (problem: string) => ({ problems: { file: problem }, values: {} });
  if (given === null || typeof given === 'string' || given.size === 0)
    return refused('Choose a file that is not empty.');
  const read = await readSentFile(given, unconvertible(context));
  if (typeof read === 'string') return refused(read);
  const { events, problems } = read;
  let taken = 0;
  try {
    const sending = { client: clients.firehose, stream: names.stream, onSent: (count: number) => (taken = count) };
    const { batches } = await sendEvents(events, sending);
    const lines = problems.slice(0, MOST_LINES).map((one) => `Line ${whole(one.line)}: ${one.why}`);
    const more = problems.length - lines.length;
    const said = [
      `${given.name}: ${counted(taken, 'event')} sent in ${whole(batches)} ${batches === 1 ? 'batch' : 'batches'}, none refused.`,
      ...lines,
      ...(more > 0 ? [`And ${whole(more)} more lines.`] : []),
    ];
    return { to: link('data'), said: said.join('\n') };
  } catch (error) {
    const left = events.length - taken;
    return refused(`${counted(taken, 'event')} sent, ${whole(left)} refused or not sent: ${(error as Error).message}`);
  } finally {
    events.close();
  }
};
