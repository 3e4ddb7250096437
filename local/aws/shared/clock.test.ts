import { LiveClock, SimulatedClock } from './clock';

const at = (time: string) => new Date(`2026-10-01T${time}Z`);

describe('SimulatedClock', () => {
  test('runs what falls due on the way, in order, at its own time', async () => {
    const clock = new SimulatedClock(at('00:00:00'));
    const ran: string[] = [];
    const note = (name: string) => async () => void ran.push(`${name} ${clock.now().toISOString().slice(11, 19)}`);
    clock.schedule(at('02:00:00'), note('second'));
    clock.schedule(at('01:00:00'), note('first'));
    clock.schedule(at('02:00:00'), note('third'));
    const cancel = clock.schedule(at('01:30:00'), note('cancelled'));
    clock.schedule(at('04:00:00'), note('later'));
    cancel();
    await clock.advanceTo(at('03:00:00'));
    expect(ran).toEqual(['first 01:00:00', 'second 02:00:00', 'third 02:00:00']);
    expect(clock.now()).toEqual(at('03:00:00'));
  });

  test('jumps over a wait and says why', async () => {
    const clock = new SimulatedClock(at('00:00:00'));
    await clock.sleep(30_000, 'Wait state Wait');
    expect(clock.jumps).toEqual([{ from: at('00:00:00'), to: at('00:00:30'), why: 'Wait state Wait' }]);
  });

  test('never goes back when a timer waits beyond the jump that ran it', async () => {
    const clock = new SimulatedClock(at('00:00:00'));
    clock.schedule(at('00:30:00'), () => clock.sleep(3_600_000, 'a long wait'));
    await clock.advanceTo(at('01:00:00'));
    expect(clock.now()).toEqual(at('01:30:00'));
  });

  test('a timer that is set by a timer runs in the same jump when it falls due', async () => {
    const clock = new SimulatedClock(at('00:00:00'));
    let count = 0;
    const again = async () => {
      count += 1;
      clock.schedule(new Date(clock.now().getTime() + 600_000), again);
    };
    clock.schedule(at('00:10:00'), again);
    await clock.advanceTo(at('01:00:00'));
    expect(count).toBe(6);
  });
});

describe('LiveClock', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test('makes waits shorter and leaves the calendar alone', async () => {
    const clock = new LiveClock(1000);
    const ran: string[] = [];
    void clock.sleep(20_000).then(() => ran.push('sleep'));
    const later = new Date(Date.now() + 20_000);
    clock.schedule(later, async () => void ran.push('delay'));
    clock.schedule(later, async () => void ran.push('moment'), { exact: true });
    const cancel = clock.schedule(later, async () => void ran.push('cancelled'));
    cancel();
    await jest.advanceTimersByTimeAsync(19);
    expect(ran).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(ran).toEqual(['sleep', 'delay']);
    await jest.advanceTimersByTimeAsync(19_979);
    expect(ran).toEqual(['sleep', 'delay']);
    await jest.advanceTimersByTimeAsync(1);
    expect(ran).toEqual(['sleep', 'delay', 'moment']);
  });

  test('waits for a moment that is further than a timer can count', async () => {
    const clock = new LiveClock(1000);
    let ran = false;
    const days = (count: number) => count * 86_400_000;
    clock.schedule(new Date(Date.now() + days(60)), async () => void (ran = true), { exact: true });
    await jest.advanceTimersByTimeAsync(days(60) - 1);
    expect(ran).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(ran).toBe(true);
  });
});
