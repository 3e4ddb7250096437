import { repositoryRoot } from '../../scripts/repository-root';
import { parseFiles, readTexts } from './files';
import { RULES } from './rules/all';

const ours = parseFiles(readTexts(repositoryRoot()));

test.each(Object.entries(RULES))('our workflows keep to %s', (_, rule) => {
  expect(rule(ours)).toEqual([]);
});
