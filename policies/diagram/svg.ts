import { instance, type Viz } from '@viz-js/viz';
import { type Diagram } from './diagram';
import { dot } from './dot';
import { styleSheet } from './theme';

let viz: Promise<Viz> | undefined;

/**
 * A diagram as one SVG file: no script, nothing loaded, light or dark as its reader's screen is.
 * @param styled false where it stands within a page that has the style sheet
 */
export async function svg(diagram: Diagram, { styled = true } = {}): Promise<string> {
  viz ??= instance();
  const drawn = (await viz).renderString(dot(diagram), { format: 'svg', engine: 'dot' });
  return drawn
    .slice(drawn.indexOf('<svg '))
    .replace(/<svg width="([\d.]+)pt" height="([\d.]+)pt"\s/, (_all, width: string, height: string) => {
      return `<svg role="img" aria-label="${attribute(diagram.title)}" width="${width}" height="${height}" `;
    })
    .replace('>\n<g id="graph0"', (found) => (styled ? `>\n<style>\n${styleSheet}</style>\n<g id="graph0"` : found));
}

const attribute = (text: string): string => text.replaceAll(/[&<>"]/g, (char) => `&#${char.codePointAt(0)};`);
