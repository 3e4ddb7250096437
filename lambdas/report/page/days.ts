import { html, type Html } from '../../shared/html';
import type { Counts, Report } from '../report';
import { longDate, periodName, whole } from '../../shared/wording';
import { dayChart, showsWeekends } from './day-chart';
import { legend } from './figure';
import { folded, table } from './table';

/** Events and unique users by day, each with the preceding period behind, and the numbers of both. */
export function daysSection(report: Report): Html {
  const { days, precedingDays, period, preceding } = report;
  const values = (of: typeof days, key: 'events' | 'users') => of.map((day) => ({ date: day.date, value: day[key] }));
  const chart = (id: string, title: string, noun: string, key: 'events' | 'users') =>
    dayChart({ id, title, noun, days: values(days, key), preceding: values(precedingDays, key) });
  return html`<section aria-labelledby="by-day">
    <h2 id="by-day">Day by day</h2>
    ${legend(periodName(period), periodName(preceding), 'line')}
    ${chart('events-by-day', 'Events per day', 'event', 'events')}
    ${chart('users-by-day', 'Unique users per day', 'user', 'users')}
    <p class="aside">
      ${showsWeekends(days.length) && 'Shaded days are Saturdays and Sundays. '}A user counts once on each day, so days
      don't add up.
    </p>
    ${folded(
      'The numbers of each day',
      table({
        id: 'days',
        caption: 'By day, beside the day of the preceding period that it is drawn over',
        columns: [
          { name: 'Day', kind: 'text' },
          { name: 'Events', kind: 'number' },
          { name: 'Unique users', kind: 'number' },
          { name: 'Unique videos', kind: 'number' },
          { name: 'Day before', kind: 'text' },
          { name: 'Events before', kind: 'number' },
          { name: 'Unique users before', kind: 'number' },
          { name: 'Unique videos before', kind: 'number' },
        ],
        rows: Array.from({ length: Math.max(days.length, precedingDays.length) }, (_, index) => [
          ...cells(days[index]),
          ...cells(precedingDays[index]),
        ]),
      }),
    )}
  </section>`;
}

/** Empty where a period has no such day: months differ in length. */
const cells = (day: (Counts & { date: string }) | undefined) =>
  day
    ? [
        html`<time datetime="${day.date}">${longDate(day.date)}</time>`,
        whole(day.events),
        whole(day.users),
        whole(day.videos),
      ]
    : ['', '', '', ''];
