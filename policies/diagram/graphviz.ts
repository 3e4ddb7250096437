import { instance, type Viz } from '@viz-js/viz';

let viz: Promise<Viz> | undefined;

/** What Graphviz draws of a text in its language: an SVG, after a declaration and comments. */
export async function drawDot(text: string): Promise<string> {
  viz ??= instance();
  return (await viz).renderString(text, { format: 'svg', engine: 'dot' });
}
