import { parseFiles } from './files';
import { play } from './play';
import { scenariosOf } from './scenarios';
import { shippedTexts } from './shipped';

const ours = parseFiles(shippedTexts());

test.each(scenariosOf(['dev', 'prod']))('$workflow: $what', ({ workflow, scenario, runs }) => {
  expect(play(ours, workflow, scenario)).toEqual(runs);
});
