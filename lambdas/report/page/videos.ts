import { html, type Html } from '../../shared/html';
import type { Report } from '../report';
import { whole } from '../../shared/wording';
import { ranking } from './ranking';

export function videosSection(report: Report): Html {
  const { topVideos, total } = report;
  return html`<section aria-labelledby="top-videos">
    <h2 id="top-videos">Top videos</h2>
    ${
      topVideos.length === 0
        ? html`<p>There are none.</p>`
        : ranking(report, {
            id: 'videos',
            caption: `The ${topVideos.length} with the most events, of ${whole(total.videos)}`,
            head: 'Video',
            kind: 'video',
            rows: topVideos.map((row) => ({ name: row.id, row })),
          })
    }
  </section>`;
}
