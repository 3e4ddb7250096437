import { callFaults } from './call-faults';
import { environmentFaults } from './environment-faults';
import { type Files, parseFiles } from './files';
import { play } from './play';
import { RULES } from './rules/all';
import { scenariosOf } from './scenarios';
import { schemaFaults } from './schema';
import { type Told } from './told';

/** What a check found; it passes when that is nothing. */
export interface Checked {
  readonly name: string;
  /** A line each. */
  readonly faults: readonly string[];
}

/** What the workflows must agree with. */
export interface Repository {
  /** In the order of promotion. */
  readonly environments: readonly string[];
  /** Names of the scripts in package.json. */
  readonly scripts: readonly string[];
  /** Of `npm run pipeline`. */
  readonly commands: readonly string[];
}

/**
 * Holds workflows and actions against GitHub's schema, our rules, the environments that there are, and what must run when.
 * @param texts by path
 */
export async function checkWorkflows(
  texts: Readonly<Record<string, string>>,
  { environments, scripts, commands }: Repository,
): Promise<Checked[]> {
  const found = await Promise.all(
    Object.keys(texts).map(async (path) => (await schemaFaults(path, texts)).map((fault) => `${path}: ${fault}`)),
  );
  const schema = { name: "GitHub's schema", faults: found.flat() };
  // What is no workflow can't be read as one.
  if (schema.faults.length > 0) return [schema];
  const files = parseFiles(texts);
  const agreement = { name: 'every environment is everywhere', faults: environmentFaults(files, environments) };
  return [
    schema,
    agreement,
    { name: 'what is called is there', faults: callFaults(files, scripts, commands) },
    ...Object.entries(RULES).map(([name, rule]) => ({ name, faults: rule(files) })),
    // Jobs that are missing can't run in their turn.
    ...(agreement.faults.length > 0
      ? []
      : [{ name: 'what runs when', faults: scenariosOf(environments).flatMap((told) => scenarioFaults(files, told)) }]),
  ];
}

function scenarioFaults(files: Files, { workflow, what, scenario, runs }: Told): string[] {
  const words = (jobs: readonly string[]) => jobs.join(', ') || 'nothing';
  let played: readonly string[];
  try {
    played = play(files, workflow, scenario);
  } catch (error) {
    return [`${workflow}: ${what}: ${(error as Error).message}`];
  }
  return played.join() === runs.join()
    ? []
    : [`${workflow}: ${what}: it runs ${words(played)}; it must run ${words(runs)}.`];
}
