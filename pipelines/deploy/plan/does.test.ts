import { type ScenarioName } from '../../fixtures/scenarios';
import { fixtureSummary } from '../../shared/test-support';
import { didInWords, doesOf } from './does';

test.each<[ScenarioName, string | undefined]>([
  ['no-change', undefined],
  ['create', '5 created, 1 output changed'],
  ['update', '1 updated'],
  ['replace', '2 replaced'],
  ['data-store', '1 updated, 1 replaced, 2 destroyed, 3 data stores lost ⛔'],
])('%s, once it is applied: %s', (name, words) => {
  const does = doesOf(fixtureSummary(name));
  expect(does).not.toContain('\n');
  expect(didInWords(does)).toBe(words);
});

test.each([undefined, '', '{', '{"create":-1}', '{"create":1}', '{"create":"<b>"}'])('%j says nothing', (text) =>
  expect(didInWords(text)).toBeUndefined(),
);
