import { type Tone } from './diagram';

interface Paint {
  readonly fill: string;
  readonly line: string;
}

/** Fill and outline by tone. Text on each fill has a contrast of at least 7 to 1, lines of 3 to 1 (WCAG 2). */
const light: Readonly<Record<Tone, Paint>> = {
  compute: { fill: '#fff1e0', line: '#b45309' },
  store: { fill: '#e3f6e8', line: '#15803d' },
  message: { fill: '#fde8f1', line: '#be185d' },
  event: { fill: '#f0e9ff', line: '#6d28d9' },
  access: { fill: '#fdecec', line: '#b91c1c' },
  watch: { fill: '#e3f1fb', line: '#0369a1' },
  good: { fill: '#e3f6e8', line: '#15803d' },
  bad: { fill: '#fdecec', line: '#b91c1c' },
  plain: { fill: '#f1f3f5', line: '#57606a' },
};

const dark: Readonly<Record<Tone, Paint>> = {
  compute: { fill: '#3a2508', line: '#f0a04b' },
  store: { fill: '#10301c', line: '#4ac26b' },
  message: { fill: '#3b1226', line: '#f778ba' },
  event: { fill: '#251a4a', line: '#a78bfa' },
  access: { fill: '#3d1416', line: '#ff7b72' },
  watch: { fill: '#0c2b42', line: '#58a6ff' },
  good: { fill: '#10301c', line: '#4ac26b' },
  bad: { fill: '#3d1416', line: '#ff7b72' },
  plain: { fill: '#21262d', line: '#9198a1' },
};

interface Screen {
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  readonly group: string;
  readonly groupLine: string;
  readonly tones: Readonly<Record<Tone, Paint>>;
}

const screens: Readonly<Record<'light' | 'dark', Screen>> = {
  light: {
    paper: '#ffffff',
    ink: '#1f2328',
    faint: '#4b535d',
    line: '#57606a',
    group: '#f8f9fb',
    groupLine: '#c5ccd3',
    tones: light,
  },
  dark: {
    paper: '#0d1117',
    ink: '#f0f6fc',
    faint: '#c0c8d1',
    line: '#9198a1',
    group: '#151b23',
    groupLine: '#3d444d',
    tones: dark,
  },
};

/** Over Graphviz's attributes, which a style sheet's rules outdo. The paper is ours: a page of another colour is no matter. */
export const styleSheet = `${rules(screens.light)}@media (prefers-color-scheme: dark) {\n${rules(screens.dark)}}\n`;

function rules({ paper, ink, faint, line, group, groupLine, tones }: Screen): string {
  const bySelector: readonly (readonly [selector: string, rule: string])[] = [
    ['.graph > polygon', `fill: ${paper}`],
    ['text', `fill: ${ink}; font-family: Helvetica, Arial, "Liberation Sans", sans-serif`],
    ['.node text[font-size="10.00"], .edge text, .cluster text', `fill: ${faint}`],
    ['.cluster > path, .cluster > polygon', `fill: ${group}; stroke: ${groupLine}`],
    // A label on a line stays legible.
    ['.edge text', `paint-order: stroke; stroke: ${paper}; stroke-width: 3px; stroke-linejoin: round`],
    ['.edge path', `stroke: ${line}`],
    ['.edge polygon', `fill: ${line}; stroke: ${line}`],
    ['.exception path', `stroke: ${tones.bad.line}`],
    ['.exception polygon', `fill: ${tones.bad.line}; stroke: ${tones.bad.line}`],
    ...Object.entries(tones).map(
      ([tone, paint]) =>
        [`.node.${tone} path, .node.${tone} polygon`, `fill: ${paint.fill}; stroke: ${paint.line}`] as const,
    ),
  ];
  return bySelector.map(([selector, rule]) => `${selector} { ${rule} }\n`).join('');
}
