import { createHash } from 'node:crypto';
import { byTheDay } from './comparison';
import { stillOpenUntil, type Circumstances } from './circumstances';
import { html, Html } from '../shared/html';
import type { Report } from './report';
import { aboutSection } from './page/about';
import { daysSection } from './page/days';
import { formatsSection } from './page/formats';
import { headlineSection } from './page/headline';
import { hoursSection } from './page/hours';
import { qualitySection } from './page/quality-section';
import { STYLE } from './page/style';
import { videosSection } from './page/videos';
import { lengthOf, moment, periodName } from '../shared/wording';

/**
 * Nothing may be loaded, run or sent by the page: the browser refuses all but this one style sheet and the icon.
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** In one piece: a blank more would be another sheet to the browser, of another digest. */
const STYLE_ELEMENT = Html.of(`<style>${STYLE}</style>`);

/** Three bars: without an icon of its own, the browser would ask the server for one. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%232757d6' d='M1 9h4v6H1zm5-4h4v10H6zm5-4h4v14h-4z'/%3E%3C/svg%3E";

/** `Week 44, …` */
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/**
 * The report as a page: one HTML file that needs no network and no script, for screens light and dark, wide and narrow,
 * and for paper. Its size depends on the number of days, not of events.
 */
export function reportPage(report: Report, circumstances: Circumstances): string {
  const { period, preceding } = report;
  const { application, environment, now } = circumstances;
  const open = stillOpenUntil(period, circumstances);
  const name = `Video analytics of ${application} (${environment})`;
  return String(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="referrer" content="no-referrer" />
          <meta name="robots" content="noindex" />
          <title>${capital(periodName(period))} – ${name}</title>
          <link rel="icon" href="${ICON}" />
          ${STYLE_ELEMENT}
        </head>
        <body>
          <header>
            <p class="of">${name}</p>
            <h1>${capital(periodName(period))}</h1>
            <p>
              ${lengthOf(period)}, compared with ${periodName(preceding)}${byTheDay(report)}. All days and hours are
              UTC.
            </p>
          </header>
          <main>
            ${
              open !== undefined &&
              html`<p class="note">
                Not final: events of this period that arrive before ${open} still count. A new run then will include
                them.
              </p>`
            }
            ${headlineSection(report, circumstances)} ${daysSection(report)} ${hoursSection(report)}
            ${formatsSection(report)} ${videosSection(report)} ${qualitySection(report, circumstances)}
            ${aboutSection(report, circumstances)}
          </main>
          <footer><p>Made ${moment(now)} by the state machine, from one Athena query.</p></footer>
        </body>
      </html> `,
  );
}
