import { output as outputText, reasons } from '../../history';
import { checkSize, refusal, StateFailure, TimedOut } from '../failure';
import { TaskLimits } from '../time/task-limits';
import { type Strand } from '../strand';
import { type Visit, type Work } from '../visit';
import { eventsOf, type Limits } from './task-events';
import { patternOf } from './task-pattern';
import { type Waiting, waitFor } from './task-wait';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
export async function task(visit: Visit): Promise<Work> {
  const { strand, state } = visit;
  const resource = String(state['Resource']);
  if (patternOf(resource).pattern === 'request response') return run(visit, resource);
  // Each attempt has another.
  const token = strand.run.openToken();
  visit.token = token.text;
  try {
    return await run(visit, resource, token);
  } finally {
    visit.token = undefined;
    token.close();
  }
}

async function run(visit: Visit, resource: string, token?: Waiting['token']): Promise<Work> {
  const { strand, name, state, data, language } = visit;
  const { called, pattern } = patternOf(resource);
  const given = checkLimits({
    timeout: await language.timeout(state, data),
    heartbeat: await language.heartbeat(state, data),
  });
  const input = await language.arguments(state, data);
  const roleArn = await language.credentials(state, data);
  const events = eventsOf(resource, strand.run.region);
  strand.event(...events.scheduled(JSON.stringify(input), given, roleArn));
  await strand.until(Promise.resolve());
  const give = await turn(strand);
  const limits = new TaskLimits(strand.run.pace, given, pattern === 'waitForTaskToken');
  let isSubmitted = token === undefined;
  try {
    strand.event(...events.started());
    let result = await strand.until(Promise.race([strand.run.task(called, input, roleArn), limits.over]));
    if (token && events.submission) {
      strand.event(...events.submission.submitted(outputText(sized(result, events.sized))));
      isSubmitted = true;
      // Who waits takes nobody's place.
      give();
      result = await waitFor(strand, { name, pattern, resource, roleArn, submitted: result, token, limits });
    }
    strand.event(...events.succeeded(outputText(sized(result, events.sized))));
    return { result };
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    const why = reasons(error.error, error.reason);
    if (error instanceof TimedOut) strand.event(...events.timedOut(why));
    else strand.event(...((isSubmitted ? undefined : events.submission?.failed(why)) ?? events.failed(why)));
    throw error;
  } finally {
    limits.cancel();
    give();
  }
}

function sized(result: unknown, what: string): string {
  const json = JSON.stringify(result);
  checkSize(json, what);
  return json;
}

/** https://states-language.net/spec.html#timeouts-and-heartbeats; what AWS does with others that come by a path is not known. */
function checkLimits(limits: Limits): Limits {
  const { timeout, heartbeat } = limits;
  if (timeout === undefined || heartbeat === undefined || heartbeat < timeout) return limits;
  throw refusal(`a HeartbeatSeconds of ${heartbeat} that is not below the TimeoutSeconds of ${timeout}`);
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
