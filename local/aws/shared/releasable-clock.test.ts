import { ReleasableClock } from './releasable-clock';

const day = 86_400_000;
const start = new Date('2026-10-01T00:00:00Z');
const today = new Date('2026-11-27T12:00:00Z');

beforeEach(() => void jest.useFakeTimers({ now: today }));
afterEach(() => void jest.useRealTimers());

test.each([
  ['behind this machine’s clock', new Date('2026-11-02T01:00:00Z')],
  ['ahead of it', new Date('2027-01-02T01:00:00Z')],
])('is simulated, and once released goes on in real time, %s', async (_, end) => {
  const clock = new ReleasableClock(start, 60);
  const ran: string[] = [];
  const note = (name: string) => async () => void ran.push(`${name} ${clock.now().toISOString()}`);
  clock.schedule(new Date(end.getTime() - 1), note('on the way'));
  clock.schedule(new Date(end.getTime() + 60_000), note('delay'));
  clock.schedule(new Date(end.getTime() + 60_000), note('moment'), { exact: true });
  clock.timeout(end.getTime() + 30_000 - start.getTime(), note('limit'));
  const cancel = clock.schedule(new Date(end.getTime() + 1000), note('taken back'));
  await clock.advanceTo(end);
  expect(clock).toMatchObject({ standsStill: true });
  expect(ran).toEqual([`on the way ${new Date(end.getTime() - 1).toISOString()}`]);
  await jest.advanceTimersByTimeAsync(day);
  expect(clock.now()).toEqual(end);

  expect(clock.release()).toBe(end.getTime() - today.getTime() - day);
  expect(clock).toMatchObject({ standsStill: false });
  expect(clock.now()).toEqual(end);
  cancel();
  await jest.advanceTimersByTimeAsync(60_000);
  const after = (seconds: number) => new Date(end.getTime() + seconds * 1000).toISOString();
  expect(ran.slice(1)).toEqual([`delay ${after(1)}`, `limit ${after(30)}`, `moment ${after(60)}`]);
  expect(() => clock.release()).toThrow('released already');
});
