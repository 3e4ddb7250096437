import { type Files, parseFiles } from './files';
import { type Mutant, MUTANTS, type Texts } from './mutants';
import { play } from './play';
import { RULES } from './rules/all';
import { scenariosOf } from './scenarios';
import { shippedTexts } from './shipped';

const texts = shippedTexts();
const SCENARIOS = scenariosOf(['dev', 'prod']);
const ours = parseFiles(texts);

/** Only what was changed is parsed again. */
function parseChanged(mutated: Texts): Files {
  const changed = parseFiles(
    Object.fromEntries(Object.entries(mutated).filter(([path, text]) => text !== texts[path])),
  );
  return {
    workflows: { ...ours.workflows, ...changed.workflows },
    actions: { ...ours.actions, ...changed.actions },
    comments: { ...ours.comments, ...changed.comments },
  };
}

/** Whether the rule is broken, or a workflow goes another way than the scenario says. */
function catches(by: Mutant['caughtBy'], files: Files): boolean {
  if (typeof by === 'string') return RULES[by](files).length > 0;
  const told = SCENARIOS.filter(({ what }) => what === by.scenario);
  if (told.length === 0) throw new Error(`There is no scenario "${by.scenario}".`);
  return told.some(({ workflow, scenario, runs }) => {
    try {
      return play(files, workflow, scenario).join() !== runs.join();
    } catch {
      // A job asked for an output that is no longer there.
      return true;
    }
  });
}

test.each(MUTANTS.map((mutant) => [mutant.what, mutant] as const))('%s is caught', (_, { caughtBy, of }) => {
  const mutated = of(texts);
  expect(mutated).not.toEqual(texts);
  expect(catches(caughtBy, ours)).toBe(false);
  expect(catches(caughtBy, parseChanged(mutated))).toBe(true);
});

test('every rule has a mutant that it tells of', () => {
  const named = MUTANTS.flatMap(({ caughtBy }) => (typeof caughtBy === 'string' ? [caughtBy] : []));
  expect([...new Set(named)].sort()).toEqual(Object.keys(RULES).sort());
});
