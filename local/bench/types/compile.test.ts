import { spentOn } from './compile';

// Instantiations are the same on each machine and at each time: as many more as a change may cost are 1.3 times.

it('compiles a machine of 102 states with few instantiations (measured: 208,000)', () => {
  const { instantiations, types, seconds } = spentOn(process.cwd(), '102 states of poll loops', 'TypeScript 7');
  expect(instantiations).toBeGreaterThan(10_000);
  expect(instantiations).toBeLessThan(270_000);
  expect(types).toBeGreaterThan(0);
  expect(seconds).toBeGreaterThan(0);
});
