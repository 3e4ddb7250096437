import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from '../../scripts/jest/properties';
import { SHIPPED_LOCK } from '../fixtures/files';
import { type AccessLock, readLock, readStandIns, writeLock } from './lock-file';
import { type LockedAccess } from './locked-access';
import { withoutSettings, withSettings } from './settings';

const folder = mkdtempSync(join(tmpdir(), 'lock-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'access.lock.json');

/** The lines that the lock has of it. */
function linesOf(lock: AccessLock): string[] {
  writeLock(file, lock);
  return readFileSync(file, 'utf8').split('\n');
}

/** What one has and the other has not, as a hunk of a diff. */
const added = (before: readonly string[], after: readonly string[]): string[] =>
  after.filter((line) => !before.includes(line)).map((line) => line.trim().replace(/,$/, ''));

const shipped = readLock(SHIPPED_LOCK);

test('is read as it was written', () => {
  writeLock(file, shipped, [], readStandIns(SHIPPED_LOCK));
  expect(readLock(file)).toEqual(shipped);
  expect(readFileSync(file, 'utf8')).toBe(readFileSync(SHIPPED_LOCK, 'utf8'));
});

test('that of the stacks as they came is short enough to be read', () =>
  expect(linesOf(shipped).length).toBeLessThanOrEqual(1000));

/** One permission more, in each of the stacks named. */
const withAction = (names: readonly string[]): AccessLock =>
  Object.fromEntries(
    Object.entries(shipped).map(([name, access]) => [
      name,
      names.includes(name)
        ? (JSON.parse(
            JSON.stringify(access).replace(
              '"actions":["athena:GetQueryResults"]',
              '"actions":["athena:GetQueryResults","athena:StopQueryExecution"]',
            ),
          ) as LockedAccess)
        : access,
    ]),
  );

test('a permission more is a line, which names environment, role, action and resource', () => {
  const before = linesOf(shipped);
  const line =
    '"role": "<environment>-<application>-send-report", "allow": ["athena:GetQueryResults","athena:StopQueryExecution"], ' +
    '"on": ["arn:aws:athena:<region>:<account>:workgroup/analytics-<environment>-<application>"]}';
  expect(added(before, linesOf(withAction(['dev', 'prod'])))).toEqual([`{"in": "dev, prod", ${line}`]);
  expect(added(before, linesOf(withAction(['dev'])))).toEqual([
    `{"in": "dev", ${line}`,
    expect.stringMatching(/^\{"in": "prod", .*"allow": \["athena:GetQueryResults"\]/),
  ]);
});

test("a fork's settings change no grant", () => {
  const before = linesOf(shipped);
  const text = JSON.stringify(shipped)
    .replaceAll('eu-west-1', 'us-east-1')
    .replaceAll('blog', 'shop')
    .replaceAll('OWNER/REPO', 'me/mine');
  expect(added(before, linesOf(JSON.parse(text) as AccessLock)).every((line) => line.startsWith('{"stack": '))).toBe(
    true,
  );
});

test('one of version 1 is read, too: a target branch may have it', () => {
  const dev = shipped['dev'] as LockedAccess;
  writeFileSync(file, JSON.stringify({ version: 1, environments: { dev } }));
  expect(readLock(file)).toEqual({ dev });
});

test.each([
  ['{"version": 3}', /version must be 2, found 3/],
  ['{"version": 2}', /it has no list "grants"/],
  ['{"version": 1, "environments": {"dev": {}}}', /environment dev lacks "roles"/],
  [
    '{"version": 2, "settings": [{"stack": "dev"}], "grants": [{"in": "dev", "allow": ["s3:GetObject"]}]}',
    /neither of which role nor of what/,
  ],
  [
    '{"version": 2, "settings": [{"stack": "dev"}], "grants": [{"in": "dev", "role": "r", "on": ["*"]}]}',
    /must have one of allow, /,
  ],
])('%s is refused', (text, words) => {
  writeFileSync(file, text);
  expect(() => readLock(file)).toThrow(words);
});

describe('settings', () => {
  const settings = fc.record({
    environment: fc.constantFrom('dev', 'prod', 'events', 'a'),
    application: fc.constantFrom('blog', 'shop', 'events', 'dev'),
    region: fc.constantFrom('eu-west-1', 'us-east-1'),
    repository: fc.constantFrom('OWNER/REPO', 'dev/blog', 'blog/eu-west-1'),
    subject: fc.constantFrom('repo:OWNER/REPO', 'repo:dev@1/blog@2'),
  });
  const words = [
    'dev',
    'blog',
    'events',
    'eu-west-1',
    'repo:OWNER/REPO',
    'arn:aws:',
    ':',
    '-',
    '/',
    'sns.eu-west-1.amazonaws.com',
    'a',
  ];
  const text = fc.array(fc.constantFrom(...words)).map((all) => all.join(''));

  test('are put back as they were taken out', () =>
    fc.assert(
      fc.property(settings, text, (own, one) => expect(withSettings(withoutSettings(one, own), own)).toBe(one)),
    ));

  test("leave what is AWS's", () => {
    const own = { environment: 'states', application: 'events', region: 'eu-west-1' };
    const aws = 'events:PutRule on arn:aws:events: for events.amazonaws.com, states.amazonaws.com';
    expect(withoutSettings(aws, own)).toBe(aws);
    expect(withoutSettings('arn:aws:events:eu-west-1:1:rule/x-states-events', own)).toBe(
      'arn:aws:events:<region>:1:rule/x-<environment>-<application>',
    );
  });
});
