import { parseOptions } from './options';

test('an environment, and where the page goes', () => {
  expect(parseOptions(['--env', 'dev'])).toEqual({ command: 'smoke', environment: 'dev' });
  expect(parseOptions(['--env', 'prod', '--out', 'page.md'])).toEqual({
    command: 'smoke',
    environment: 'prod',
    out: 'page.md',
  });
  expect(parseOptions(['-h'])).toEqual({ command: 'help' });
});

test.each([
  ['', '--env is missing: name the environment'],
  ['--env dev --out=', '--out is empty'],
  ['--env dev --env prod', '--env is given twice'],
  ['--env dev --apply', '--apply is not an option of npm run smoke'],
  ['dev', '"dev" belongs to no option'],
])('refuses "%s"', (args, message) => {
  expect(() => parseOptions(args.split(' ').filter(Boolean))).toThrow(message);
});
