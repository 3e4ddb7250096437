import { excused } from './excuse';
import { type Excuse, type Finding } from './finding';
import { findingKey } from './finding-key';
import { readAccess } from '../iam/access';
import { inspect } from '../proof/inspect';
import { passes } from './report';
import { reporters } from '../reports/all';
import { readerBlocks, stackOf } from '../iam/test-support';

const wild = { Sid: 'Wild', Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::b/x/*' };
const today = '2026-11-24';
const excuse: Excuse = {
  environment: 'test',
  rule: 'wildcard-action',
  key: '',
  reason: 'https://docs.aws.amazon.com/x says so',
  owner: 'data team',
  expires: '2027-01-31',
};

const report = (statement: typeof wild & Record<string, unknown>, excuses: readonly Excuse[], day = today) => {
  const stack = stackOf(readerBlocks(statement as typeof wild));
  return inspect({ stacks: [stack], lock: {}, lockFile: 'lock', needs: {}, excuses, today: day });
};
const keyOf = async (statement: typeof wild): Promise<string> =>
  (await report(statement, [])).findings[0]?.key ?? 'no key';
const told = (findings: readonly Finding[]): string[] =>
  findings.map(({ severity, message }) => `${severity}: ${message}`);

test('an excused finding is a note, and says why in every report', async () => {
  const result = await report(wild, [{ ...excuse, key: await keyOf(wild) }]);
  expect(told(result.findings)).toEqual(['note: s3:Get* allows more than one action']);
  expect(passes({ ...result, changes: [] })).toBe(true);
  for (const format of ['terminal', 'markdown', 'sarif', 'json']) {
    expect(reporters[format]?.(result)).toContain('2027-01-31');
  }
  expect(reporters['sarif']?.(result)).toContain('"suppressions"');
});

test('it holds on its last day, and fails the day after', async () => {
  const one = { ...excuse, key: await keyOf(wild) };
  expect(told((await report(wild, [one], '2027-01-31')).findings)).toEqual([expect.stringMatching(/^note/)]);
  expect(told((await report(wild, [one], '2027-02-01')).findings)).toEqual([
    'error: s3:Get* allows more than one action',
    `error: the excuse for wildcard-action ${one.key} expired on 2027-01-31`,
  ]);
});

test.each<[string, object, Partial<Excuse>]>([
  ['a grant was added to the statement', { Action: ['s3:Get*', 's3:PutObject'] }, {}],
  ['the resource changed', { Resource: 'arn:aws:s3:::b/y/*' }, {}],
  ['a condition changed', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, {}],
  ['it is for another rule', {}, { rule: 'wildcard-resource' }],
])('it excuses nothing when %s', async (_, change, more) => {
  const one = { ...excuse, key: await keyOf(wild), ...more };
  expect(told((await report({ ...wild, ...change }, [one])).findings)).toEqual([
    'error: s3:Get* allows more than one action',
    `error: the excuse for ${one.rule} ${one.key} excuses no finding: it is mended, its statement has changed, or the key is wrong`,
  ]);
});

test('a Sid is only a name, and a second excuse for the same is unused', async () => {
  const one = { ...excuse, key: await keyOf(wild) };
  expect(told((await report({ ...wild, Sid: 'Other' }, [one])).findings)).toEqual([expect.stringMatching(/^note/)]);
  expect(told((await report(wild, [one, { ...one }])).findings)).toEqual([
    expect.stringMatching(/^note/),
    expect.stringMatching(/^error: .*excuses no finding/),
  ]);
});

test('one role is not excused by the excuse of another', () => {
  const placed = (name: string) => ({
    kind: 'identity' as const,
    subject: name,
    statement: [...readAccess(stackOf(readerBlocks(wild))).roles.values()].flatMap(({ statements }) => statements),
  });
  const key = (name: string): string => {
    const { subject, statement, kind } = placed(name);
    const [first] = statement;
    if (!first) throw new Error('no statement');
    return findingKey({ subject, statement: first.ref, message: 'm', fix: 'f' }, [{ kind, subject, statement: first }]);
  };
  expect(key('a')).not.toBe(key('b'));
});

test('an excuse of an environment that was not looked at waits, unless there is no such environment', () => {
  const one = { ...excuse, key: '0123456789ab', environment: 'prod' };
  const with_ = (known: string[]) => excused([], { excuses: [one], today, inspected: ['dev'], known });
  expect(with_(['dev', 'prod'])).toEqual([]);
  expect(told(with_(['dev']))).toEqual([expect.stringContaining('is for an environment that is not there')]);
});

test.each<[Partial<Excuse>, string]>([
  [{ reason: ' ' }, 'reason must be said, found " "'],
  [{ owner: '' }, 'owner must be said'],
  [{ key: 'x' }, 'key must be a finding\'s key, as in the report: 12 hexadecimal digits, found "x"'],
  [{ expires: '2027-02-30' }, 'expires must be a date, as 2027-01-31, found "2027-02-30"'],
  [{ expires: 'never' }, 'expires must be a date'],
])('%j is refused', (more, message) =>
  expect(() =>
    excused([], { excuses: [{ ...excuse, key: '0123456789ab', ...more }], today, inspected: [], known: [] }),
  ).toThrow(message),
);
