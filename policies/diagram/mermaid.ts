import { type Diagram, type DiagramNode, type Edge } from './diagram';

const BRACKETS = { box: ['[', ']'], store: ['[(', ')]'], round: ['([', '])'], diamond: ['{', '}'] } as const;
const LINES = { main: '-->', exception: '-.->', uses: '-.->' } as const;

/** A diagram as a Mermaid flowchart, which GitHub draws. https://mermaid.js.org/syntax/flowchart.html */
export function mermaid(diagram: Diagram): string {
  const ids = new Ids();
  const node = (id: string) => ids.of('n', id);
  return [
    `flowchart ${diagram.direction}`,
    `  accTitle: ${line(diagram.title)}`,
    ...within(diagram, undefined, ids, '  '),
    ...diagram.edges.map((edge) => `  ${node(edge.from)} ${LINES[edge.kind]}${labelOf(edge)} ${node(edge.to)}`),
    '',
  ].join('\n');
}

function within(diagram: Diagram, group: string | undefined, ids: Ids, indent: string): string[] {
  return [
    ...diagram.nodes
      .filter((node) => node.group === group)
      .map((node) => `${indent}${ids.of('n', node.id)}${shown(node)}`),
    ...diagram.groups
      .filter((one) => one.within === group)
      .flatMap(({ id, label }) => [
        `${indent}subgraph ${ids.of('g', id)}["${escaped(label)}"]`,
        ...within(diagram, id, ids, `${indent}  `),
        `${indent}end`,
      ]),
  ];
}

function shown({ label, details, shape }: DiagramNode): string {
  const [open, close] = BRACKETS[shape];
  return `${open}"${[label, ...details].map(escaped).join('<br/>')}"${close}`;
}

const labelOf = ({ label }: Edge): string => (label === undefined || label === '' ? '' : `|"${escaped(label)}"|`);

/** Identifiers of letters, digits and underscores, the same for the same name; a prefix keeps them from Mermaid's words. */
class Ids {
  readonly #known = new Map<string, string>();
  readonly #taken = new Set<string>();

  of(prefix: string, name: string): string {
    const key = `${prefix}\n${name}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const plain = `${prefix}_${name.replaceAll(/[^A-Za-z0-9]+/g, '_')}`;
    let id = plain;
    for (let count = 2; this.#taken.has(id); count++) id = `${plain}_${count}`;
    this.#known.set(key, id);
    this.#taken.add(id);
    return id;
  }
}

const line = (text: string): string => text.replaceAll(/[\r\n;#%{}]+/g, ' ').trim();

/**
 * Text in quotes, in which Mermaid takes entities, by `#`, and would take HTML, Markdown and, by `%%` and `$$`,
 * directives and mathematics.
 * https://mermaid.js.org/syntax/flowchart.html#special-characters-that-break-syntax
 */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\r\n]+/g, ' ')
    .replaceAll(/["#%&<>`\\*_|;]|\$(?=\$)|(?<=\$)\$/g, (char) => `#${char.codePointAt(0)};`);
