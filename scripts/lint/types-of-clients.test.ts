import { spawnSync } from 'node:child_process';
import { repositoryRoot } from '../files/repository-root';

test('a machine imports nothing but types of a client', () => {
  const source = [
    "import type { AthenaClient } from '@aws-sdk/client-athena';",
    "import { type StopQueryExecutionCommand } from '@aws-sdk/client-athena';",
    "import { SFNClient } from '@aws-sdk/client-sfn';",
    'export const made: [AthenaClient, StopQueryExecutionCommand, SFNClient][] = [];',
  ].join('\n');
  const eslint = ['node_modules/eslint/bin/eslint.js', '--format', 'json', '--stdin'];
  const { stdout } = spawnSync(process.execPath, [...eslint, '--stdin-filename', 'state-machines/one.ts'], {
    cwd: repositoryRoot(),
    encoding: 'utf8',
    input: source,
  });
  const [told] = JSON.parse(stdout) as { messages: { line: number; ruleId: string; message: string }[] }[];
  expect(told?.messages.filter(({ ruleId }) => ruleId === 'no-restricted-imports')).toEqual([
    expect.objectContaining({
      line: 3,
      message: expect.stringContaining('nothing but types of a client: import type'),
    }),
  ]);
});
