import type { Circumstances } from '../circumstances';
import { html, type Html } from '../../shared/html';
import { qualityChecks, recordsOf, WORTH_A_LOOK } from '../quality';
import type { Report } from '../report';
import { share } from '../../shared/wording';
import { table } from './table';

export function qualitySection(report: Report, { malformed }: Circumstances): Html {
  return html`<section aria-labelledby="quality">
    <h2 id="quality">Data quality</h2>
    ${table({
      id: 'checks',
      caption: `Worth a look are more than ${share(WORTH_A_LOOK.lost, 1)} malformed, or ${share(WORTH_A_LOOK.lacking, 1)} of another kind`,
      columns: [
        { name: 'Records', kind: 'text' },
        { name: 'How many', kind: 'number' },
        { name: 'Share', kind: 'number' },
        { name: 'Share before', kind: 'number' },
        { name: 'Verdict', kind: 'text' },
      ],
      rows: qualityChecks(report, malformed).map((check) => [
        html`${check.name}<small>${check.effect}</small>`,
        recordsOf(check),
        share(check.records, check.of),
        check.before === undefined ? 'not known' : share(check.before, check.ofBefore ?? 0),
        check.warn ? html`<strong class="look">Look</strong>` : 'fine',
      ]),
    })}
  </section>`;
}
