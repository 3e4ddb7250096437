import { spawnSync } from 'node:child_process';
import { repositoryRoot } from '../../scripts/files/repository-root';

test('without Python, the clients’ test says so in one line, and fails', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'local/clients/main.ts'], {
    cwd: repositoryRoot(),
    encoding: 'utf8',
    env: { ...process.env, PATH: '/nowhere' },
  });
  expect([status, stdout, stderr]).toEqual([
    1,
    '',
    'npm run test:clients needs Python 3.10 or newer, of which there is none here.\n',
  ]);
});
