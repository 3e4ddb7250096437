import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Json } from '../../terraform/stack';
import { readAccess } from '../access';
import { readerBlocks, roleArn, stackOf } from '../test-support';
import { unneededGrants } from './minimality';
import { type Need, readNeeds } from './read-needs';
import { unmetNeeds } from './sufficiency';

const reader = { kind: 'role', arn: roleArn('reader') } as const;
const glue = 'arn:aws:glue:eu-west-1:123456789012:';
const need = (action: string, resources: string[], more: Partial<Need> = {}): Need => ({
  principal: reader,
  principalName: 'reader',
  context: {},
  action,
  resources,
  ...more,
});
const access = (...statements: Json[]) => readAccess(stackOf(readerBlocks(...statements)));
const allow = (Action: Json, Resource: Json, more: Record<string, Json> = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const getTable = need('glue:GetTable', [`${glue}catalog`, `${glue}database/d`, `${glue}table/d/t`]);

describe('sufficiency', () => {
  const unmet = (needs: Need[], ...statements: Json[]) =>
    unmetNeeds(access(...statements), needs).map(({ message }) => message);

  test('every resource of a need must be allowed: Glue asks the table and its ancestors', () => {
    expect(unmet([getTable], allow('glue:GetTable', `${glue}table/d/t`))).toEqual([
      `glue:GetTable on ${glue}catalog is needed, and no identity-based policy allows it`,
      `glue:GetTable on ${glue}database/d is needed, and no identity-based policy allows it`,
    ]);
    expect(unmet([getTable], allow('glue:GetTable', [...getTable.resources]))).toEqual([]);
  });

  test('conditions are those of the call', () => {
    const list = allow('s3:ListBucket', 'arn:aws:s3:::b', { Condition: { StringLike: { 's3:prefix': 'events/*' } } });
    const asked = (prefix: string) => need('s3:ListBucket', ['arn:aws:s3:::b'], { context: { 's3:prefix': prefix } });
    expect(unmet([asked('events/dt=1/')], list)).toEqual([]);
    expect(unmet([asked('other/')], list)).toHaveLength(1);
  });

  test('a thousand objects are one finding, and a Deny is named', () => {
    const objects = Array.from({ length: 9 }, (_, day) =>
      need('s3:GetObject', [`arn:aws:s3:::b/dt=2026-10-0${day}/x`]),
    );
    expect(unmet(objects)).toHaveLength(1);
    expect(unmet([getTable], allow('*', '*'), { ...allow('*', '*'), Effect: 'Deny' })[0]).toMatch(
      /an explicit deny refuses it$/,
    );
  });
});

describe('minimality', () => {
  const surplus = (needs: Need[], ...statements: Json[]) =>
    unneededGrants(access(...statements), needs).map(({ message }) => message);
  const [catalog = '', database = '', table = ''] = getTable.resources;

  test('each pair of action and resource must be needed', () => {
    const grant = allow(['glue:GetTable', 'glue:GetDatabase'], [catalog, database, table]);
    expect(surplus([getTable, need('glue:GetDatabase', [catalog, database])], grant)).toEqual([
      `glue:GetDatabase on ${table} was never needed`,
    ]);
  });

  test('what another statement allows is not needed', () => {
    expect(surplus([getTable], allow('glue:GetTable', [catalog, database, table]), allow('glue:Get*', table))).toEqual([
      `glue:GetTable on ${table} repeats what another statement allows`,
      `glue:Get* on ${table} repeats what another statement allows`,
    ]);
  });

  test("another role's needs, and calls that miss the condition, count for nothing", () => {
    const grant = allow('s3:ListBucket', 'arn:aws:s3:::b', { Condition: { StringLike: { 's3:prefix': 'x/*' } } });
    const list = need('s3:ListBucket', ['arn:aws:s3:::b'], { context: { 's3:prefix': 'y/' } });
    expect(
      surplus(
        [list, { ...list, principal: { kind: 'role', arn: roleArn('other') }, context: { 's3:prefix': 'x/1' } }],
        grant,
      ),
    ).toHaveLength(1);
  });
});

test('a ledger that can not be read is refused by line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'needs-'));
  const file = join(folder, 'n.ndjson');
  const read = (text: string) => () => {
    writeFileSync(file, text);
    return readNeeds(file);
  };
  expect(read(`${JSON.stringify(getTable)}\n`)()).toEqual([getTable]);
  expect(read('')).toThrow(/is empty/);
  expect(read(`${JSON.stringify(getTable)}\n{`)).toThrow(/n\.ndjson, line 2: /);
  expect(read('{"principal":{"kind":"role"},"action":"x"}')).toThrow(/line 1: action must be "service:Name"/);
  expect(() => readNeeds(join(folder, 'gone'))).toThrow(/can't be read \(ENOENT\)/);
  rmSync(folder, { recursive: true });
});
