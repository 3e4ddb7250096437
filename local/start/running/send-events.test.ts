import { type FirehoseClient, type PutRecordBatchCommand } from '@aws-sdk/client-firehose';
import { SimulatedClock } from '../../aws/shared/clock';
import { sendEvents } from './send-events';

/** Keeps what was sent, and when; `refuse` tells which records of an attempt the stream refuses. */
function stream(refuse: (data: string, call: number) => boolean = () => false) {
  const clock = new SimulatedClock(new Date('2026-10-01T00:00:00Z'));
  const calls: { at: string; data: string[]; bytes: number }[] = [];
  const send = ({ input }: PutRecordBatchCommand) => {
    const data = (input.Records ?? []).map(({ Data }) => Buffer.from(Data ?? []).toString());
    calls.push({ at: clock.now().toISOString(), data, bytes: data.join('').length });
    const answers = data.map((record) =>
      refuse(record, calls.length)
        ? { ErrorCode: 'ServiceUnavailableException', ErrorMessage: 'Slow down.' }
        : { RecordId: '1' },
    );
    return Promise.resolve({
      FailedPutCount: answers.filter((answer) => answer.ErrorCode).length,
      RequestResponses: answers,
    });
  };
  // Of the client only `send` is used.
  const client = { send } as unknown as FirehoseClient;
  return { clock, calls, sending: { client, stream: 'events', clock } };
}

const event = (time: string, data: string) => ({ arrival: new Date(`2026-10-${time}Z`), data });

test("a day's events are sent together, once the last of them has happened", async () => {
  const { calls, sending } = stream();
  const days = ['01T08:00', '01T23:59', '02T00:00', '31T12:00'].map((time) => event(time, time));
  const sent = await sendEvents(days, sending);
  expect(calls).toEqual([
    { at: '2026-10-01T23:59:00.000Z', data: ['01T08:00', '01T23:59'], bytes: 16 },
    { at: '2026-10-02T00:00:00.000Z', data: ['02T00:00'], bytes: 8 },
    { at: '2026-10-31T12:00:00.000Z', data: ['31T12:00'], bytes: 8 },
  ]);
  expect(sent).toEqual({ records: 4, batches: 3, billedBytes: 4 * 5 * 1024 });
});

test('the same of events that say when the last of each day happens, of which no day is a list', async () => {
  const times = ['01T08:00', '01T23:59', '02T00:00', '31T12:00'];
  const lastOfDays = ['01T23:59', '02T00:00', '31T12:00'].map((time) => event(time, '').arrival);
  const listed = stream();
  const streamed = stream();
  await sendEvents(
    times.map((time) => event(time, time)),
    listed.sending,
  );
  let taken = 0;
  const events = (lasts: readonly Date[]) => ({
    lastOfDays: lasts,
    *[Symbol.iterator]() {
      for (const time of times) {
        taken += 1;
        yield { ...event(time, 'not this'), bytes: Buffer.from(time) };
      }
    },
  });
  await sendEvents(events(lastOfDays), {
    ...streamed.sending,
    // The first of the next day is what tells that a day is over.
    onSent: (count) => expect(taken).toBeLessThanOrEqual(count + 1),
  });
  expect(streamed.calls).toEqual(listed.calls);
  const wrong = sendEvents(events(lastOfDays.slice(0, 2)), stream().sending);
  await expect(wrong).rejects.toThrow('2026-10-31T12:00:00.000Z is of no day');
});

test('no batch is larger than Firehose takes, and none is lost', async () => {
  const { calls, sending } = stream();
  const small = Array.from({ length: 1_201 }, (_, index) => event('01T08:00', String(index)));
  const large = Array.from({ length: 9 }, () => event('02T08:00', 'x'.repeat(1_000 * 1024)));
  await sendEvents([...small, ...large], sending);
  expect(calls.slice(0, 3).map(({ data }) => data.length)).toEqual([500, 500, 201]);
  expect(calls.slice(3).map(({ data }) => data.length)).toEqual([4, 4, 1]);
  expect(Math.max(...calls.map(({ bytes }) => bytes))).toBeLessThanOrEqual(4 * 1024 * 1024);
});

test('what the stream refuses of a batch is sent again', async () => {
  const { calls, sending } = stream((data, call) => data === 'b' && call < 3);
  await sendEvents(
    ['a', 'b', 'c'].map((data) => event('01T08:00', data)),
    sending,
  );
  expect(calls.map(({ data }) => data)).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
});

test('what is refused again and again is an error', async () => {
  const { sending } = stream(() => true);
  await expect(sendEvents([event('01T08:00', 'a')], sending)).rejects.toThrow(
    '1 records were refused 4 times. The first: ServiceUnavailableException: Slow down.',
  );
});
