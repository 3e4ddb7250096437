import { repositoryRoot } from '../../scripts/repository-root';
import { parseFiles, readTexts } from './files';
import { play } from './play';
import { SCENARIOS } from './scenarios';

const ours = parseFiles(readTexts(repositoryRoot()));

test.each(SCENARIOS)('$workflow: $what', ({ workflow, scenario, runs }) => {
  expect(play(ours, workflow, scenario)).toEqual(runs);
});
