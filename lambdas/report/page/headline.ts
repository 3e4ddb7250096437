import { html, type Html } from '../../shared/html';
import type { Circumstances } from '../circumstances';
import { comparedWith } from '../comparison';
import { shown, type Metric } from '../metric';
import { textOf, valueOf } from '../metric-values';
import { inWords, qualityChecks } from '../quality';
import { whyNoEvent } from '../no-events';
import type { Report } from '../report';
import { safeText } from '../../shared/safe-text';
import { counted, longDate, share } from '../../shared/wording';
import { changeMark } from './change-mark';
import { hourName } from './hour-chart';

/** The totals, large, and what is worth knowing first. */
export function headlineSection(report: Report, { malformed, lateArrivalDays }: Circumstances): Html {
  const { metrics, total, precedingTotal } = report;
  const tile = (metric: Metric) => {
    const [now, before] = [textOf(metric, total), textOf(metric, precedingTotal)];
    const mark = changeMark(valueOf(metric, total), comparedWith(report, metric, precedingTotal));
    return html`<div>
      <dt>${metric.title}</dt>
      <dd class="big">${now}</dd>
      <dd>${mark} <span class="was">${before} before</span></dd>
    </div> `;
  };
  const warnings = qualityChecks(report, malformed).filter(({ warn }) => warn);
  return html`<section aria-labelledby="headline">
    <h2 id="headline">At a glance</h2>
    <dl class="tiles">${['\n      ', shown(metrics, 'page', 'total').map(tile), '\n    ']}</dl>
    <ul class="short">
      ${[
        ...findings(report, lateArrivalDays),
        ...warnings.map((check) => html`<strong class="look">Look</strong> ${inWords(check)}. ${check.effect}`),
      ].map((finding) => html`<li>${finding}</li> `)}
    </ul>
  </section>`;
}

/** In a sentence each; none where there is nothing to say. */
function findings(report: Report, lateArrivalDays: number): Html[] {
  const { days, hours, formats, topVideos, total } = report;
  if (total.events === 0) return [html`${whyNoEvent(report, lateArrivalDays)}`];
  const most = <T extends { events: number }>(items: readonly T[]) =>
    items.reduce<T | undefined>((best, item) => (best && best.events >= item.events ? best : item), undefined);
  const [day, hour, [format], [video]] = [most(days), most(hours), formats, topVideos];
  return [
    day &&
      days.length > 1 &&
      html`Busiest day: <b>${longDate(day.date)}</b>, with ${counted(day.events, 'event')} of
        ${counted(day.users, 'user')}.`,
    hour &&
      hour.events > 0 &&
      html`Busiest hour: <b>${hourName(hour.hour)} UTC</b>, with ${share(hour.events, total.events)} of all events.`,
    video &&
      html`Most watched video: <b><bdi>${safeText(video.id, 60)}</bdi></b
        >, with ${share(video.events, total.events)} of all events.`,
    format &&
      html`Most used format: <b><bdi>${safeText(format.format, 40)}</bdi></b
        >, with ${share(format.events, total.events)}.`,
  ].filter((finding) => finding instanceof Object) as Html[];
}
