import { refusal, runtimeFailure } from '../failure';
import { type Visit, type Work } from '../visit';

/** 2^31 - 1 s, 24,855 days: recorded, test_base_scenarios.py test_timestamp_too_far_in_future_boundary. */
const longest = 2_147_483_647_000;

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html */
export async function wait({ strand, name, state, data, language }: Visit): Promise<Work> {
  const result = language.input(state, data);
  const milliseconds = await language.wait(state, data, strand.run.pace.clock.now().getTime());
  if (milliseconds > longest) {
    const words = 'Wait state delay is too long.';
    throw language.name === 'JSONPath' ? runtimeFailure(words) : refusal(words);
  }
  strand.run.tell({ state: name, type: 'Wait', what: 'waiting', seconds: milliseconds / 1000 });
  await strand.sleep(milliseconds, `Wait state ${name}`);
  return { result };
}
