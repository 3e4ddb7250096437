import { below } from './components';
import { type Diagram, type DiagramNode, type Edge, type Group } from './diagram';

const SHAPES = { box: 'box', store: 'cylinder', round: 'box', diamond: 'diamond' } as const;

/** A diagram in Graphviz's language. Colours are the style sheet's (`theme.ts`): here stand classes. */
export function dot(diagram: Diagram): string {
  const { direction, title, edges } = diagram;
  return [
    `digraph ${quoted(title)} {`,
    `  graph [rankdir=${direction}, fontname="Helvetica", fontsize=12, nodesep=0.28, ranksep=0.45, pad=0.25]`,
    '  node [fontname="Helvetica", fontsize=12, margin="0.16,0.09", penwidth=1.1]',
    '  edge [fontname="Helvetica", fontsize=10, arrowsize=0.7, penwidth=1.1]',
    ...within(diagram, undefined, '  '),
    ...edges.map((edge) => `  ${edgeLine(edge)}`),
    ...below(diagram).map(([above, under]) => `  ${quoted(above)} -> ${quoted(under)} [style="invis"]`),
    '}',
    '',
  ].join('\n');
}

function within(diagram: Diagram, group: string | undefined, indent: string): string[] {
  return [
    ...diagram.nodes.filter((node) => node.group === group).map((node) => `${indent}${nodeLine(node)}`),
    ...diagram.groups
      .filter((one) => one.within === group)
      .flatMap((one) => [
        `${indent}subgraph ${quoted(`cluster_${one.id}`)} {`,
        `${indent}  ${groupLine(one)}`,
        ...within(diagram, one.id, `${indent}  `),
        `${indent}}`,
      ]),
  ];
}

const groupLine = ({ label }: Group): string =>
  `graph [label=${quoted(label)}, style="rounded", margin=14, fontsize=11, labeljust=l]`;

function nodeLine({ id, label, details, shape, tone }: DiagramNode): string {
  const style = shape === 'round' || shape === 'box' ? 'rounded,filled' : 'filled';
  const text = [`<b>${html(label)}</b>`, ...details.map((detail) => `<font point-size="10">${html(detail)}</font>`)];
  const margin = shape === 'diamond' ? ', margin="0.02,0.02"' : '';
  return `${quoted(id)} [label=<${text.join('<br/>')}>${margin}, shape=${SHAPES[shape]}, style="${style}", class="${tone} ${shape}"]`;
}

function edgeLine({ from, to, label, kind, tooltip }: Edge): string {
  const attributes = [
    `class="${kind}"`,
    ...(label === undefined || label === '' ? [] : [`label=${quoted(` ${label} `)}`]),
    ...(kind === 'main' ? [] : [`style="${kind === 'uses' ? 'dotted' : 'dashed'}"`]),
    ...(tooltip === undefined ? [] : [`edgetooltip=${quoted(tooltip)}`, `labeltooltip=${quoted(tooltip)}`]),
  ];
  return `${quoted(from)} -> ${quoted(to)} [${attributes.join(', ')}]`;
}

/** A quoted string: all but quotes and backslashes stands for itself. (Graphviz shows a backslash of a node's name twice.) */
const quoted = (text: string): string =>
  `"${text.replaceAll(/[\\"]/g, (char) => `\\${char}`).replaceAll(/[\r\n]+/g, ' ')}"`;

/** Text of an HTML-like label. https://graphviz.org/doc/info/shapes.html#html */
const html = (text: string): string =>
  text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[&<>"]/g, (char) => `&#${char.codePointAt(0)};`);
