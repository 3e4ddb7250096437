import { curve } from '../../../lambdas/report/page/plot';
import { written } from '../../../lambdas/report/page/scale';
import { STYLE } from '../../../lambdas/report/page/style';
import { Html, html } from '../../../lambdas/shared/html';
import { counted, whole } from '../../../scripts/text/words';
import { type Grown, timesOf } from './grown';

/** All in CSS pixels. */
const WIDTH = 900;
const COLUMNS = 3;
const PANEL = { width: WIDTH / COLUMNS, height: 220 };
const PLOT = { left: 42, top: 40, width: 196, height: 132 };
const LEGEND = 36;

/** The report's own colours, light and dark, without those on paper. */
const COLOURS = STYLE.split('\n')
  .filter((line) => /^(:root\{color-scheme:light dark;|@media \(prefers-color-scheme:dark\))/.test(line))
  .join('\n');
const RULES = `
rect.card{fill:var(--card)}
text{fill:var(--soft);font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
text.title{fill:var(--ink);font-weight:600;font-size:13px}
text.now{fill:var(--now);font-weight:650}
text.memory{fill:var(--ink)}
line.grid{stroke:var(--rule)}
path{fill:none;stroke-linejoin:round;stroke-linecap:round}
path.linear{stroke:var(--before);stroke-width:1.5px;stroke-dasharray:4 4}
path.now{stroke:var(--now);stroke-width:2.25px}
path.memory{stroke:var(--ink);stroke-width:1.5px}
circle.now{fill:var(--now)}
circle.memory{fill:var(--ink)}
`;

/** A panel a figure: CPU and memory as times of the smallest's, both sides by powers of ten, over a line of what is linear. */
export function plot(grown: readonly Grown[]): string {
  const height = LEGEND + Math.ceil(grown.length / COLUMNS) * PANEL.height;
  const panels = grown.map((one, at) => {
    const [x, y] = [(at % COLUMNS) * PANEL.width, LEGEND + Math.floor(at / COLUMNS) * PANEL.height];
    return html`<g transform="translate(${written(x)} ${written(y)})">${panel(one)}</g> `;
  });
  return `${html`<svg
    xmlns="http://www.w3.org/2000/svg"
    role="img"
    aria-label="How cost grows: CPU and memory of ${grown.map(({ told, of }) => `${told} by ${of}s`).join(', ')}, beside what is linear"
    width="${WIDTH}"
    height="${height}"
    viewBox="0 0 ${WIDTH} ${height}"
  >
    <style>
      ${Html.of(`${COLOURS}${RULES}`)}
    </style>
    <rect class="card" width="${WIDTH}" height="${height}" />
    ${legend()} ${panels}
  </svg>`}\n`;
}

function panel(grown: Grown): Html {
  const { told, of, sizes } = grown;
  const [cpu = [], memory = []] = [timesOf(grown, 'cpu'), timesOf(grown, 'memory')];
  const first = sizes[0]?.size ?? 1;
  const factors = sizes.map(({ size }) => size / first);
  const largest = factors.at(-1) ?? 1;
  const top = Math.log10(Math.max(largest, ...cpu, ...memory));
  const bottom = Math.log10(Math.min(1, ...cpu, ...memory));
  const x = (factor: number) => PLOT.left + (PLOT.width * Math.log10(factor)) / Math.log10(largest);
  const y = (times: number) => PLOT.top + PLOT.height * (1 - (Math.log10(times) - bottom) / (top - bottom));
  const points = (times: readonly number[]) => times.map((one, at) => [x(factors[at] ?? 1), y(one)] as const);
  const tens = Array.from({ length: Math.floor(top) + 1 }, (_, power) => 10 ** power);
  const [across, below] = [PLOT.left + PLOT.width, PLOT.top + PLOT.height];
  const line = (times: readonly number[], kind: 'now' | 'memory') =>
    html`<path class="${kind}" d="${curve(points(times))}" />${points(times).map(
        ([cx, cy]) => html`<circle class="${kind}" cx="${written(cx)}" cy="${written(cy)}" r="3" />`,
      )}`;
  // Where the two end beside one another, memory's number makes room.
  const [endOfCpu, endOfMemory] = [cpu, memory].map((all) => y(all.at(-1) ?? 1));
  const isNear = memory.length > 0 && Math.abs((endOfCpu ?? 0) - (endOfMemory ?? 0)) < 13;
  const away = isNear ? ((endOfMemory ?? 0) >= (endOfCpu ?? 0) ? 13 : -13) : 0;
  const end = (times: readonly number[], kind: 'now' | 'memory', moved: number) => {
    const last = times.at(-1);
    return (
      last !== undefined &&
      html`<text class="${kind}" x="${across + 8}" y="${written(y(last) + 4 + moved)}">${last.toFixed(1)}x</text>`
    );
  };
  return html`<text class="title" x="${PLOT.left}" y="20">${told}</text>${tens.map(
      (ten) =>
        html`<line class="grid" x1="${PLOT.left}" x2="${across}" y1="${written(y(ten))}" y2="${written(y(ten))}" /><text
            x="${PLOT.left - 6}"
            y="${written(y(ten) + 4)}"
            text-anchor="end"
            >${whole(ten)}x</text
          >`,
    )}<path
      class="linear"
      d="${curve([
        [x(1), y(1)],
        [x(largest), y(largest)],
      ])}"
    />${line(memory, 'memory')}${line(cpu, 'now')}${end(cpu, 'now', 0)}${end(memory, 'memory', away)}${[
      sizes[0],
      sizes.at(-1),
    ].map(
      (size, at) =>
        size &&
        html`<text x="${at === 0 ? PLOT.left : across}" y="${below + 20}" text-anchor="${at === 0 ? 'start' : 'end'}"
          >${at === 0 ? whole(size.size) : counted(size.size, of)}</text
        >`,
    )}`;
}

/** What each line is. */
function legend(): Html {
  const named = [
    ['now', 'CPU'],
    ['memory', 'memory'],
    ['linear', 'as many times as it grows'],
  ] as const;
  return html`${named.map(([kind, name], at) => {
    const x = PLOT.left + at * 110;
    return html`<path class="${kind}" d="M${x},16L${x + 22},16" /><text x="${x + 30}" y="20">${name}</text>`;
  })}`;
}
