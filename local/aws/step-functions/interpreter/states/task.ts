import { output as outputText, reasons } from '../../history';
import { checkSize, StateFailure } from '../failure';
import { Deadline } from '../time/deadline';
import { eventsOf } from './task-events';
import { type Strand } from '../strand';
import { type Visit, type Work } from '../visit';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
export async function task(visit: Visit): Promise<Work> {
  const { strand, state, data, language } = visit;
  const resource = String(state['Resource']);
  const timeout = await language.timeout(state, data);
  const input = await language.arguments(state, data);
  const events = eventsOf(resource, strand.run.region);
  strand.event(...events.scheduled(JSON.stringify(input), timeout));
  await strand.until(Promise.resolve());
  const give = await turn(strand);
  try {
    strand.event(...events.started());
    const result = await within(strand, timeout, () => strand.run.task(resource, input));
    const json = JSON.stringify(result);
    checkSize(json, events.sized);
    strand.event(...events.succeeded(outputText(json)));
    return { result };
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    if (error.error === 'States.Timeout') strand.event(...events.timedOut(reasons(error.error)));
    else strand.event(...events.failed(reasons(error.error, error.reason)));
    throw error;
  } finally {
    give();
  }
}

/** A place among the tasks that run at once; the machine's own limit does not run meanwhile. */
async function turn(strand: Strand): Promise<() => void> {
  const { slots, deadline } = strand.run;
  const place = slots.take();
  deadline?.pause();
  try {
    return await strand.until(place, () => void place.then((give) => give()));
  } finally {
    deadline?.resume();
  }
}

async function within<T>(strand: Strand, seconds: number | undefined, work: () => Promise<T>): Promise<T> {
  if (seconds === undefined) return strand.until(work());
  let deadline: Deadline | undefined;
  const over = new Promise<never>((_, reject) => {
    deadline = new Deadline(strand.run.pace.clock, seconds, () =>
      reject(new StateFailure('States.Timeout', undefined)),
    );
  });
  try {
    return await strand.until(Promise.race([work(), over]));
  } finally {
    deadline?.cancel();
  }
}
