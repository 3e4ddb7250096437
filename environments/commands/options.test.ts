import { environmentOption } from './options';

test('takes any number of environments', () => {
  expect(environmentOption([], 'npm run x')).toEqual([]);
  expect(environmentOption(['--env', 'dev', '--env=prod'], 'npm run x')).toEqual(['dev', 'prod']);
});

test.each([
  [['--evn', 'dev'], "Unknown option '--evn'. Usage: npm run x"],
  [['dev'], "Unexpected argument 'dev'. Usage: npm run x"],
  [['--env'], "Option '--env <value>' argument missing. Usage: npm run x"],
])('refuses %j', (args, words) => {
  expect(() => environmentOption(args, 'npm run x')).toThrow(
    expect.objectContaining({ name: 'UserError', message: words }),
  );
});
