import { html, type Html } from '../../shared/html';
import { levelled } from '../comparison';
import type { Report } from '../report';
import { share, whole } from '../../shared/wording';
import { changeMark } from './change-mark';
import { bar, named } from './ranking';
import { table } from './table';

export function videosSection(report: Report): Html {
  const { topVideos, total } = report;
  const most = topVideos[0]?.events ?? 0;
  return html`<section aria-labelledby="top-videos">
    <h2 id="top-videos">Top videos</h2>
    ${
      topVideos.length === 0
        ? html`<p>There are none.</p>`
        : table({
            id: 'videos',
            caption: `The ${topVideos.length} with the most events, of ${whole(total.videos)}`,
            columns: [
              { name: 'Video', kind: 'text' },
              { name: 'Events', kind: 'number' },
              { name: 'Share', kind: 'number' },
              { name: 'Change', kind: 'number' },
              { name: 'Unique users', kind: 'number' },
            ],
            rows: topVideos.map(({ id, events, users, eventsBefore }) => [
              named(id, bar(events, levelled(report, eventsBefore), most)),
              whole(events),
              share(events, total.events),
              changeMark(events, levelled(report, eventsBefore)),
              whole(users),
            ]),
          })
    }
  </section>`;
}
