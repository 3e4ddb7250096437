import { synthesized } from '../commands/synth/test-support';

test('the longest names that the settings take make none that AWS refuses', () => {
  const { blocks } = synthesized({ application: 'a'.repeat(20), environment: 'e'.repeat(12) });
  expect(blocks.length).toBeGreaterThan(0);
});
