import { join } from 'node:path';
import { readStack } from '../../terraform/read-stack';
import { synthesizeInto } from '../../terraform/test-support';
import { type Account } from '../aws/account';
import { temporaryFolder } from '../test-support';
import { ChaosAccount } from './account/chaos-account';
import { type Fault } from './scenarios/fault';
import { judge } from './judge';
import { withPreamble } from './account/preamble';
import { type Seen } from './account/seen';

const report = {
  subject: 'Video analytics October 2026: 3 events (dev-blog)',
  text: 'Period  2026-10-01 to 2026-10-31\n  Events  3  new\n  LOOK: Malformed: 1 record (25 %).',
};
const notice = {
  subject: 'Not sent: video analytics October 2026 (dev-blog)',
  text: 'The report on October 2026 (2026-10-01 to 2026-10-31) of blog (dev) was not sent.',
};
const good: Seen = {
  month: '2026-10',
  accepted: { good: 3, malformed: 1 },
  stored: { good: 3, malformed: 1 },
  messages: [report],
  alarms: [],
  executions: [{ name: 'e', status: 'SUCCEEDED' }],
  markers: { 'sent/e.json': 'published' },
  met: {},
  places: [],
};
const failed: Seen = {
  ...good,
  messages: [notice],
  alarms: ['report-failed'],
  executions: [{ name: 'e', status: 'FAILED', error: 'x' }],
  markers: { 'sent/e.json': 'given up' },
};
const unknown: Seen = { ...failed, messages: [], markers: { 'sent/e.json': 'publishing' } };

test.each<[string, Seen]>([
  ['report', good],
  ['report and alarm', { ...unknown, messages: [report] }],
  ['notice', failed],
  ['alarm', unknown],
  ['alarm', { ...failed, messages: [], alarms: ['report-failed', 'notice-undelivered-dev-blog'] }],
  ['alarm', { ...unknown, markers: { 'sent/e.json': 'not published' }, stopped: unknown.markers }],
  ['alarm', { ...failed, messages: [], executions: [], markers: {} }],
])('%s', (outcome, seen) => expect(judge(seen)).toEqual({ outcome, broken: [] }));

test.each<[string, Seen]>([
  ['one report: 2 were sent', { ...good, messages: [report, report] }],
  ['one notice: 2 were sent', { ...failed, messages: [notice, notice] }],
  ['a report or a notice: subscribers got both', { ...failed, messages: [report, notice] }],
  ['a report or a notice: subscribers got “Hello”', { ...good, messages: [report, { subject: 'Hello', text: 'x' }] }],
  ['one execution a month: there are 2', { ...good, executions: [...good.executions, ...good.executions] }],
  ['every execution ends: 1 did not', { ...failed, executions: [{ name: 'e', status: 'RUNNING' }] }],
  ['nobody is left without a word: no message and no alarm', { ...unknown, alarms: [] }],
  ['what succeeded was sent: an execution succeeded, and sent no report', { ...good, messages: [], alarms: ['x'] }],
  ['an alarm for each report that failed: no alarm went off', { ...failed, alarms: [] }],
  [
    'a notice, where it is known that nothing was sent: none, and its dead-letter queue is empty',
    { ...failed, messages: [] },
  ],
  [
    'a notice, where it is known that nothing was sent: none, and its dead-letter queue is empty',
    { ...failed, messages: [], stopped: { 'sent/e.json': 'not published', 'sent/notices/e-0.json': 'publishing' } },
  ],
  ['a true notice: it is of another period', { ...failed, month: '2026-11' }],
  ['true numbers: they are of another period', { ...good, month: '2026-11' }],
  [
    'true numbers: the report has 3 events, and 4 were accepted',
    { ...good, accepted: { good: 4, malformed: 1 }, stored: { good: 4, malformed: 1 } },
  ],
  [
    'true numbers: 1 malformed, and 0 were accepted',
    { ...good, accepted: { good: 3, malformed: 0 }, stored: { good: 3, malformed: 0 } },
  ],
  ['no event is lost: 3 good were accepted, and 2 are stored', { ...good, stored: { good: 2, malformed: 1 } }],
])('%s', (broken, seen) => expect(judge(seen).broken).toContain(broken));

describe('a product that breaks a promise is found:', () => {
  const { folder, remove } = temporaryFolder('chaos-judge');
  let made: ChaosAccount;
  beforeAll(async () => {
    synthesizeInto(join(folder, 'made'));
    withPreamble(join(folder, 'made'), folder);
    made = await ChaosAccount.standUp(readStack(join(folder, 'stacks/dev')), join(folder, 'run'), '2026-10');
  });
  afterAll(async () => {
    await made.close();
    remove();
  });

  const denied: Fault = { place: 'start-query-execution athena:StartQueryExecution', kind: 'denied', times: 'every' };

  test.each<[string, (account: Account) => () => void, readonly Fault[], string]>([
    [
      'it publishes twice',
      ({ sns }) => {
        const publish = sns.publish.bind(sns);
        sns.publish = (...args) => (publish(...args), publish(...args));
        return () => (sns.publish = publish);
      },
      [],
      'one report: 2 were sent',
    ],
    [
      'it swallows the notice',
      ({ lambda }) => {
        const { invoke } = lambda;
        lambda.invoke = (name, ...rest) =>
          name.includes('notify-failure')
            ? Promise.resolve({ requestId: 'r', payload: 'null', duration: 1 })
            : invoke.call(lambda, name, ...rest);
        return () => (lambda.invoke = invoke);
      },
      [denied],
      'a notice, where it is known that nothing was sent: none, and its dead-letter queue is empty',
    ],
    [
      'its alarms tell nobody',
      ({ sns }) => {
        const { publishAs } = sns;
        sns.publishAs = (call, topicArn, ...rest) => {
          const published = publishAs.call(sns, call, topicArn, ...rest);
          sns.outbox.splice(sns.outbox.indexOf(published), 1);
          return published;
        };
        return () => (sns.publishAs = publishAs);
      },
      [denied],
      'an alarm for each report that failed: no alarm went off',
    ],
    [
      'it loses what it accepted',
      ({ objects }) => {
        const put = objects.put.bind(objects);
        objects.put = (bucket, key, body, options) =>
          put(bucket, key.startsWith('errors/') ? `lost/${key}` : key, body, options);
        return () => (objects.put = put);
      },
      [],
      'no event is lost: 1 malformed were accepted, and 0 are stored',
    ],
  ])('%s', async (_, mutate, faults, broken) => {
    const restore = mutate(made.account);
    const seen = await made.run({ id: 'mutant', faults });
    restore();
    expect(judge(seen).broken).toContain(broken);
  });
});
