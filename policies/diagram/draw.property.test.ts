import { XMLParser, XMLValidator } from 'fast-xml-parser';
import fc from '../../scripts/jest/properties';
import { type Diagram } from './diagram';
import { mermaid } from './mermaid';
import { drawnNodes } from './drawn-nodes';
import { drawDot } from './graphviz';
import { svg } from './svg';
import { mermaidFaults } from './test-support';

/** Names as someone may write them, and what breaks languages of text. */
const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '"]',
    '<b>',
    '&amp;',
    '#quot;',
    'end',
    'a\nb',
    '\\N',
    '`x`',
    '**x**',
    '-->',
    '{}',
    '|x|',
    '%%{init: {}}%%',
    '$$x$$',
    ';',
  ),
);

const diagrams: fc.Arbitrary<Diagram> = fc
  .record({
    title: word,
    names: fc.uniqueArray(word, { minLength: 1, maxLength: 5 }),
    label: word,
    group: word,
    shape: fc.constantFrom('box' as const, 'store' as const, 'round' as const, 'diamond' as const),
    kind: fc.constantFrom('main' as const, 'exception' as const, 'uses' as const),
  })
  .map(({ title, names, label, group, shape, kind }) => ({
    title: `t${title}`,
    direction: 'TB',
    groups: [{ id: group, label: group }],
    nodes: names.map((name, index) => ({
      id: `id ${name}`,
      label: name,
      details: [label],
      shape,
      tone: 'plain',
      ...(index % 2 === 0 ? {} : { group }),
    })),
    edges: names.map((name, index) => ({
      from: `id ${name}`,
      to: `id ${names[(index + 1) % names.length] ?? name}`,
      label,
      kind,
      tooltip: label,
    })),
  }));

test('whatever the names, Mermaid keeps its form and has every node and edge once', () => {
  fc.assert(
    fc.property(diagrams, (diagram) => {
      const text = mermaid(diagram);
      expect(mermaidFaults(text)).toEqual([]);
      expect(text.match(/^ +n_\w* (-->|-\.->)/gm)).toHaveLength(diagram.edges.length);
    }),
  );
});

test('whatever the names, the SVG is well-formed and has every node and edge once', async () => {
  await fc.assert(
    fc.asyncProperty(diagrams, async (diagram) => {
      const drawn = await svg(diagram, 'file', drawDot);
      expect(XMLValidator.validate(drawn)).toBe(true);
      expect(drawn.match(/class="node /g)).toHaveLength(diagram.nodes.length);
      expect(drawn.match(/class="edge /g)).toHaveLength(diagram.edges.length);
      const parts = drawnNodes(drawn);
      expect(parts.map((part) => (typeof part === 'string' ? part : part.markup)).join('')).toBe(drawn);
      const ids = parts.flatMap((part) => (typeof part === 'string' ? [] : part.id));
      // Graphviz takes what looks like an entity for one, and has no line breaks in a name.
      const names = diagram.nodes.map(({ id }) => id.replaceAll(/[\r\n]+/g, ' ').replaceAll('&amp;', '&'));
      expect(ids.sort()).toEqual(names.sort());
    }),
    { numRuns: 10 },
  );
});

test('a name is shown as it is written', async () => {
  const name = 'a <b> & "c" #35; é';
  const node = { id: name, label: name, details: [], shape: 'box', tone: 'plain' } as const;
  const drawn = await svg({ title: name, direction: 'TB', groups: [], nodes: [node], edges: [] });
  const parsed = JSON.stringify(
    new XMLParser({ ignoreAttributes: false, processEntities: true, htmlEntities: true }).parse(drawn),
  );
  expect(JSON.parse(parsed)).toMatchObject({ svg: { '@_aria-label': name, g: { g: { title: name } } } });
  expect(drawn).toContain('a &lt;b&gt; &amp; ');
});

test('within a page that has the style sheet it has none of its own', async () => {
  const node = { id: 'a', label: 'A', details: [], shape: 'box', tone: 'plain' } as const;
  const drawn = await svg({ title: 'T', direction: 'TB', groups: [], nodes: [node], edges: [] }, 'page');
  expect(drawn).not.toMatch(/style/);
});
