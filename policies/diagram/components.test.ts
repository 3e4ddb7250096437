import { below, components } from './components';
import { type DiagramNode } from './diagram';

const node = (id: string, group?: string): DiagramNode => ({
  id,
  label: id,
  details: [],
  shape: 'box',
  tone: 'plain',
  ...(group === undefined ? {} : { group }),
});
const edge = (from: string, to: string) => ({ from, to, kind: 'main' as const });

const diagram = {
  nodes: [node('alarm', 'watch'), node('a'), node('b'), node('c'), node('board', 'watch'), node('topic', 'watch')],
  edges: [edge('a', 'b'), edge('b', 'c'), edge('c', 'a'), edge('a', 'c'), edge('alarm', 'topic'), edge('d', 'a')],
};

test('nodes are joined by edges and by groups', () => {
  expect(components(diagram)).toEqual([
    ['alarm', 'board', 'topic'],
    ['a', 'b', 'c'],
  ]);
});

test('what nothing joins to the largest part goes under its deepest node', () => {
  const nodes = [...diagram.nodes, node('d')];
  expect(below({ ...diagram, nodes })).toEqual([
    ['c', 'alarm'],
    ['c', 'board'],
  ]);
  expect(below({ nodes: [node('a')], edges: [] })).toEqual([]);
});
