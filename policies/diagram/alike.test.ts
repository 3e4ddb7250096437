import { type Block } from '../../terraform/stack';
import { alike } from './alike';
import { type DiagramNode, type Edge } from './diagram';

const drawn = (type: string, names: readonly string[]) =>
  names.map((name): [DiagramNode, Block] => [
    { id: name, label: name, details: [type], shape: 'box', tone: 'plain', group: 'g' },
    { kind: 'resource', type, name, address: name, values: {} },
  ]);
const to = (from: string, target: string): Edge => ({ from, to: target, kind: 'main' });

const shown = (pairs: readonly [DiagramNode, Block][], edges: readonly Edge[]) => {
  const blocks = new Map(pairs.map(([{ id }, block]) => [id, block]));
  const result = alike(
    pairs.map(([node]) => node),
    edges,
    blocks,
  );
  return {
    nodes: result.nodes.map(({ id, label, details }) => [id, label, ...details]),
    edges: result.edges.map((edge) => `${edge.from} > ${edge.to}`),
  };
};

test('what differs in its name alone is drawn once, from three on', () => {
  const alarms = drawn('aws_cloudwatch_metric_alarm', ['late', 'failed', 'throttled', 'other']);
  const queues = drawn('aws_sqs_queue', ['one', 'two']);
  const edges = [...['late', 'failed', 'throttled'].map((name) => to(name, 'one')), to('other', 'two')];
  expect(shown([...alarms, ...queues], edges)).toEqual({
    nodes: [
      ['late', '3 CloudWatch alarms', 'late', 'failed', 'throttled'],
      ['other', 'other', 'aws_cloudwatch_metric_alarm'],
      ['one', 'one', 'aws_sqs_queue'],
      ['two', 'two', 'aws_sqs_queue'],
    ],
    edges: ['late > one', 'other > two'],
  });
});

test('subscribers are drawn alike however many they are, and whoever', () => {
  const topic = drawn('aws_sns_topic', ['topic']);
  const one = shown([...topic, ...drawn('aws_sns_topic_subscription', ['email'])], [to('topic', 'email')]);
  expect(one).toEqual({
    nodes: [
      ['topic', 'topic', 'aws_sns_topic'],
      ['aws_sns_topic_subscription.g', 'subscribers', 'email'],
    ],
    edges: ['topic > aws_sns_topic_subscription.g'],
  });
  const another = drawn('aws_sns_topic_subscription', ['email']).map(([node, block]): [DiagramNode, Block] => [
    { ...node, id: 'second' },
    block,
  ]);
  const pairs = [...topic, ...drawn('aws_sns_topic_subscription', ['email']), ...another];
  expect(shown(pairs, [to('topic', 'email'), to('topic', 'second')])).toEqual(one);
});
