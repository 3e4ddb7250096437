import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIPPED_LOCK } from '../fixtures/files';
import { type Need } from '../needs/need';
import { needsText } from '../needs/needs-file';
import { markdownReport } from '../reports/markdown';
import { terminalReport } from '../reports/terminal';
import { readLock, readStandIns, writeLock } from './lock-file';
import { lockedStandIns, standInsOf } from './stand-ins';

const need = (environment: string, action: string, standIn?: true): Need => ({
  principal: { kind: 'role', arn: `arn:aws:iam::<account>:role/${environment}-blog-send-report` },
  action,
  resources: ['*'],
  ...(standIn ? { standIn } : {}),
});
const needs = Object.fromEntries(
  ['dev', 'prod'].map((name) => [
    name,
    [need(name, 'dynamodb:PutItem', true), need(name, 'dynamodb:GetItem', true), need(name, 'sns:Publish')],
  ]),
);

test('the lock says which needs no service answered, a line for all stacks; without any it is as it was', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stand-ins-'));
  const file = join(folder, 'lock.json');
  const lock = readLock(SHIPPED_LOCK);
  writeLock(file, lock, [], lockedStandIns(needs, lock));
  expect(readStandIns(file)).toEqual([
    {
      in: 'dev, prod',
      role: '<environment>-<application>-send-report',
      answered: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    },
  ]);
  expect(readLock(file)).toEqual(lock);
  writeLock(file, lock, [], lockedStandIns({}, lock));
  expect(readFileSync(file, 'utf8')).not.toContain('standIns');
  rmSync(folder, { recursive: true });
});

test('needs keep the mark, and the pull request’s comment lists them', () => {
  expect(needsText(needs).match(/"standIn":true/g)).toHaveLength(4);
  const report = {
    environments: [],
    findings: [],
    changes: [],
    lockFile: 'lock',
    standIns: standInsOf(needs, ['dev']),
  };
  expect(markdownReport(report)).toContain(
    '- dev: <code>dev-blog-send-report</code> <code>dynamodb:GetItem</code>, <code>dynamodb:PutItem</code>',
  );
  expect(terminalReport(report)).toContain('dev-blog-send-report: recorded through stand-ins: dynamodb:GetItem');
  expect(markdownReport({ ...report, standIns: [] })).not.toContain('stand-ins');
});
