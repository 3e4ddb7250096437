import { html } from '../../../lambdas/shared/html';
import { paged, table } from '../../console/page/parts';
import { runFile } from './run-file';
import { type Shown, type View } from '../../console/view';

const shown = { account: { stack: { name: 'dev', accountId: '0' } } } as unknown as Shown;
const rows = Array.from({ length: 450 }, (_, at) => [`row ${at}`]);

test('a list is cut, and where the whole lies is said; pages beyond what the file holds are left out, and counted', async () => {
  const view: View = {
    name: 'executions',
    title: 'Executions',
    version: () => '',
    render(context, request) {
      if (request.path.length > 0) return html`<p>${'x'.repeat(300_000)}</p>`;
      const { shown: first, links } = paged(rows, request, (at) => context.link('executions', [], { at }));
      return html`${table('All', [{ title: 'Name' }], first)}${links}`;
    },
    pages: async () => Array.from({ length: 30 }, (_, at) => [String(at)]),
  };
  const file = await runFile(shown, [view], 'A run');
  expect(file).toContain('row 199<');
  expect(file).not.toContain('row 200<');
  expect(file).toContain('<p class="pages">250 more: in permissions.ndjson, logs/ and s3/, beside this file.</p>');
  expect(file.length).toBeLessThan(5 * 1024 ** 2 + 10_000);
  // What leads to one that is left out is told so there.
  expect(file.match(/<article class="page" id="executions-\d+">/g)).toHaveLength(30);
  const left = file.match(/<p>\d+: left out\.<\/p>/g)?.length ?? 0;
  expect(file).toContain(`<p>${left} pages more than 5.2 MB hold are left out.</p>`);
  expect(30 - left).toBe(Math.floor((5 * 1024 ** 2) / 300_000));
});
