import { readStack } from '../../terraform/read-stack';
import { UserError } from '../../scripts/user-error';
import { Campaign, type Judged } from './campaign';
import { type Trace } from './account/chaos-account';
import { bounded, shuffled } from './scenarios/bounded';
import { enumerated, type Reached } from './scenarios/enumerate';
import { type Outcome } from './judge';
import { randomScenario } from './scenarios/random-scenario';
import { type Scenario } from './scenarios/scenario';

/** Which scenarios are run. */
export interface Choice {
  /** Of random ones. */
  readonly count: number;
  readonly seed: number;
  /** Of the enumerated, those whose id has this, and no random ones. */
  readonly only?: string | undefined;
  /** Those that `npm test` runs, and no random ones. */
  readonly isBounded?: boolean | undefined;
  /** This one. */
  readonly replay?: string | undefined;
}

/** What a part of the campaign is asked. */
export interface Part extends Choice {
  /** Of the stack, with the preamble in its bundles. */
  readonly stackFolder: string;
  /** Of its own. */
  readonly folder: string;
  /** Every so many-th scenario, from this one on. */
  readonly from: number;
  readonly of: number;
}

/** What it tells, a line each: first all scenarios that there are and the requests, then what came of its own. */
export type Told =
  | { readonly all: number; readonly reached: readonly Reached[] }
  | { readonly at: string; readonly what: string }
  | Result;

export interface Result {
  readonly scenario: Scenario;
  readonly outcome?: Outcome;
  readonly broken: readonly string[];
}

/** A process of `npm run chaos`: a machine's cores run as many accounts. */
export async function main([asked = '']: readonly string[]): Promise<number> {
  const part = JSON.parse(asked) as Part;
  const tell = (told: Told) => void process.stdout.write(`${JSON.stringify(told)}\n`);
  const trace: Trace = (at, what) => tell({ at: at.toISOString(), what });
  const stack = readStack(part.stackFolder);
  const teacher = new Campaign(stack, part.folder);
  const campaign = part.replay === undefined ? teacher : new Campaign(stack, `${part.folder}-replay`, trace);
  try {
    const reached = await teacher.learn();
    const all = scenariosOf(part, reached);
    tell({ all: all.length, reached });
    for (let at = part.from; at < all.length; at += part.of) {
      const scenario = all[at];
      if (scenario) tell(resultOf(await campaign.run(scenario)));
    }
    return 0;
  } finally {
    await campaign.close();
    await teacher.close();
  }
}

/** An enumerated scenario whose fault nothing meets would prove nothing; of random ones, some come to nothing. */
function resultOf({ scenario, outcome, broken, isMet }: Judged): Result {
  const unmet = isMet || scenario.id.startsWith('random') ? [] : ['each fault comes about: one did not'];
  return { scenario, broken: [...broken, ...unmet], ...(outcome ? { outcome } : {}) };
}

function scenariosOf({ count, seed, only, replay, isBounded }: Choice, reached: readonly Reached[]): Scenario[] {
  if (replay !== undefined) return [find(replay, reached)];
  if (isBounded === true) return bounded(enumerated(reached));
  if (only !== undefined) return having(only, reached);
  const random = Array.from({ length: count }, (_, number) => randomScenario(seed, number, reached));
  // Mixed, so that what was run until somebody stops it is of all kinds.
  return shuffled([...enumerated(reached), ...random], seed);
}

/** @throws UserError when there is none */
function having(text: string, reached: readonly Reached[]): Scenario[] {
  const found = enumerated(reached).filter(({ id }) => id.includes(text));
  if (found.length > 0) return found;
  throw new UserError(
    `--only ${text}: no scenario has this in its id, such as "send-report sns:Publish, hung, first".`,
  );
}

/** @throws UserError when there is none of that id */
function find(id: string, reached: readonly Reached[]): Scenario {
  const [, seed, number] = /^random (\d+)\/(\d+)$/.exec(id) ?? [];
  if (seed !== undefined) return randomScenario(Number(seed), Number(number), reached);
  const found = enumerated(reached).find((scenario) => scenario.id === id);
  if (found) return found;
  throw new UserError(
    `--replay ${id}: there is no such scenario. Give an id as a run tells it, such as "random 7/12".`,
  );
}
