import { type Diagram } from './diagram';
import { dot } from './dot';
import { keptDrawing } from './kept-drawing';
import { styleSheet } from './theme';

/**
 * A diagram as one SVG file: no script, nothing loaded, light or dark as its reader's screen is.
 * @param within `page`: markup for a page that has the style sheet, and may put links into it (an image has no parts)
 * @param draw what draws a text of Graphviz's language
 */
export async function svg(
  diagram: Diagram,
  within: 'file' | 'page' = 'file',
  draw: (text: string) => Promise<string> = keptDrawing,
): Promise<string> {
  const drawn = await draw(dot(diagram));
  return drawn
    .slice(drawn.indexOf('<svg '))
    .replace(/<svg width="([\d.]+)pt" height="([\d.]+)pt"\s/, (_all, width: string, height: string) => {
      return `<svg role="${within === 'page' ? 'group' : 'img'}" aria-label="${attribute(diagram.title)}" width="${width}" height="${height}" `;
    })
    .replace('>\n<g id="graph0"', (all) =>
      within === 'page' ? all : `>\n<style>\n${styleSheet}</style>\n<g id="graph0"`,
    );
}

const attribute = (text: string): string => text.replaceAll(/[&<>"]/g, (char) => `&#${char.codePointAt(0)};`);
