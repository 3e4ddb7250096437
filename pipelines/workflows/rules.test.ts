import { parseFiles } from './files';
import { RULES } from './rules/all';
import { shippedTexts } from './shipped';

const ours = parseFiles(shippedTexts());

test.each(Object.entries(RULES))('our workflows keep to %s', (_, rule) => {
  expect(rule(ours)).toEqual([]);
});
