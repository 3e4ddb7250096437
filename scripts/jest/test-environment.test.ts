import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What is left of some variables. */
const left = (variables: Record<string, string>): Record<string, string> => {
  const program = `require(${JSON.stringify(join(__dirname, 'test-environment.cjs'))}); console.log(JSON.stringify(process.env))`;
  const env = { PATH: process.env['PATH'] ?? '', ...variables };
  return JSON.parse(execFileSync(process.execPath, ['-e', program], { env, encoding: 'utf8' })) as Record<
    string,
    string
  >;
};

test('what a runner, a terminal or a person sets is not seen', () => {
  const theirs = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: '/o',
    GITHUB_STEP_SUMMARY: '/s',
    RUNNER_TEMP: '/t',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'u',
    FORCE_COLOR: '1',
    COLORTERM: 'truecolor',
    TERM: 'xterm',
    LANG: 'de_DE.UTF-8',
    AWS_PROFILE: 'p',
    AWS_ENDPOINT_URL: 'u',
    TF_VAR_x: '1',
    CDKTF_OUTDIR: '/c',
    DISPLAY: ':0',
    TZ: 'Asia/Tokyo',
  };
  expect(left({ ...theirs, HOME: '/home/x', npm_config_cache: '/n' })).toEqual({
    PATH: process.env['PATH'],
    HOME: '/home/x',
    npm_config_cache: '/n',
    NO_COLOR: '1',
    CHECKPOINT_DISABLE: '1',
    NODE_NO_WARNINGS: '1',
    TZ: 'America/St_Johns',
  });
});

test('this test has such an environment', () => {
  expect(Object.keys(process.env).filter((name) => /^(GITHUB|RUNNER|ACTIONS|AWS|TF)_|COLOR$/.test(name))).toEqual([
    'NO_COLOR',
  ]);
  expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe('America/St_Johns');
  expect(new Date('2026-11-01T00:00:00Z').getDate()).toBe(31);
});
