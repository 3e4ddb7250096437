import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IamCatalog } from '../../../iam/iam-catalog';
import { providerCalls } from '../all';
import { KEPT } from '../main';
import { actionOf } from './actions';
import { differences } from './compare';
import { byHand, type Known, unconfirmed, unreached } from './known';
import { type Reading } from './reading';

const root = resolve(__dirname, '../../../..');
const kept = JSON.parse(readFileSync(join(root, KEPT), 'utf8')) as Reading;
const roles = readFileSync(join(root, 'docs/roles.md'), 'utf8');

test('the table is what the source was read to say', () => {
  expect(differences(providerCalls, kept.resources)).toEqual([]);
});

const calls = Object.entries(kept.resources).flatMap(([type, { calls: all }]) =>
  Object.entries(all).flatMap(([phase, some]) => Object.keys(some).map((operation) => ({ type, phase, operation }))),
);

test('a call that a row loses is missed, whichever it is', () => {
  const unmissed = calls.filter(({ type, operation }) => {
    const row = providerCalls[type];
    const action = actionOf(operation);
    const has = [...(row?.read ?? []), ...(row?.create ?? []), ...(row?.update ?? []), ...(row?.delete ?? [])];
    if (!row || !has.some((one) => one.action === action) || byHand[type]?.gone.includes(operation)) return false;
    const without = (some: (typeof row)['read']) => some.filter((one) => one.action !== action);
    const less = {
      ...row,
      read: without(row.read),
      create: without(row.create),
      update: without(row.update),
      delete: without(row.delete),
    };
    const said = differences({ ...providerCalls, [type]: less }, kept.resources);
    return !said.some((one) => one.startsWith(`${type}: the row lacks ${action}`));
  });
  expect(unmissed).toEqual([]);
});

test('a call that a row has for nothing is told, and so is a row that nobody has read', () => {
  const row = providerCalls['aws_sqs_queue'];
  if (!row) throw new Error('aws_sqs_queue has no row.');
  const more = { ...row, delete: [...row.delete, { action: 'sqs:PurgeQueue', on: () => [] }] };
  expect(differences({ ...providerCalls, aws_sqs_queue: more }, kept.resources)).toEqual([
    expect.stringMatching(/^aws_sqs_queue: the row has sqs:PurgeQueue to delete it, which the source doesn't call\./),
  ]);
  const { aws_sqs_queue: _, ...others } = kept.resources;
  expect(differences(providerCalls, others)).toEqual([
    'aws_sqs_queue: has not been read in sqs/queue.go: npm run provider-calls -- --source FOLDER reads it.',
  ]);
});

test.each<[what: string, known: Partial<Known>, says: string]>([
  [
    'an excuse for nothing',
    { unreached: { ...unreached, aws_sqs_queue: [{ operations: ['sqs:PurgeQueue'], why: '' }] } },
    'sqs:PurgeQueue is excused, and not called',
  ],
  [
    'a doubt about nothing',
    { unconfirmed: { ...unconfirmed, aws_sqs_queue: ['sqs:TagQueue'] } },
    'sqs:TagQueue is confirmed',
  ],
  [
    'by hand, what the source has',
    { byHand: { ...byHand, aws_sqs_queue: { where: '', calls: { delete: ['sqs:DeleteQueue'] }, gone: [] } } },
    'sqs:DeleteQueue was read by hand, and is in the source',
  ],
])('%s', (_, known, says) => {
  const all = { unreached, byHand, unconfirmed, ...known };
  expect(differences(providerCalls, kept.resources, all)).toEqual([expect.stringContaining(`aws_sqs_queue: ${says}`)]);
});

test('every action is one that AWS has', async () => {
  const actions = [
    ...calls.map(({ operation }) => actionOf(operation)),
    ...Object.values(providerCalls).flatMap((row) =>
      [row.read, row.create, row.update, row.delete].flat().map(({ action }) => action),
    ),
  ];
  const catalog = await IamCatalog.load(actions.map((action) => action.split(':')[0] ?? ''));
  const has = (action: string): boolean => {
    const [service = '', name = ''] = action.toLowerCase().split(':');
    return catalog.action(service, name).length > 0;
  };
  expect([...new Set(actions)].filter((action) => !has(action))).toEqual([]);
});

test('docs/roles.md says at which commit the source was read, what was read by hand, and what nobody could confirm', () => {
  const named = [
    kept.commit,
    kept.release.split(' ')[0] ?? '',
    ...Object.keys(byHand).map((type) => `\`${type}\``),
    ...Object.entries(unconfirmed).flatMap(([type, actions]) =>
      actions.map((action) => `\`${action}\` to create \`${type}\``),
    ),
  ];
  expect(named.filter((one) => !roles.includes(one))).toEqual([]);
});
