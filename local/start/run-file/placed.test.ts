import { html } from '../../../lambdas/shared/html';
import { table } from '../../console/page/parts';
import { type Context, type View } from '../../console/view';
import { Files } from './files';
import { Pages } from './pages';
import { placed } from './placed';

const view = (name: string, more: Partial<View> = {}): View => ({
  name,
  title: name,
  version: () => '',
  render: () => html``,
  ...more,
});

test('ids and what refers to them are a page’s own, its headings are deeper, and links lead within the file', () => {
  const markup = html`<section id="list">
    <h2>One</h2>
    <label for="a">A</label><input id="a" aria-describedby="a-hint a-problem" />
    <a href="#within:executions-2">an execution</a><a href="#list">up</a><a href="https://aws.amazon.com/">out</a>
    <svg><path marker-end="url(#arrow)" /></svg>
  </section>`;
  expect(placed(String(markup), 'executions-1', 2).replaceAll(/\n */g, '')).toBe(
    '<section id="executions-1.list"><h4>One</h4>' +
      '<label for="executions-1.a">A</label><input id="executions-1.a" aria-describedby="executions-1.a-hint executions-1.a-problem" />' +
      '<a href="#executions-2">an execution</a><a href="#executions-1.list">up</a><a href="https://aws.amazon.com/">out</a>' +
      '<svg><path marker-end="url(#executions-1.arrow)" /></svg></section>',
  );
});

test('what anybody named so is left as it is: it is text', () => {
  const hostile = ' id="x" href="#list" <h2> url(#a) src="#file:0" >';
  const markup = String(table('a', [{ title: hostile }], [[hostile]]));
  expect(placed(markup, 'p', 1)).toBe(markup);
});

test('a page’s id is its number; one that the file has not leads to its view', async () => {
  const name = '"><script>alert(1)</script>';
  const executions = view('executions', { pages: async () => [[name], ['b', 'c']] });
  const pages = await Pages.of({} as Context, [view('run'), executions]);
  expect(pages.below(executions)).toEqual([[name], ['b', 'c']]);
  expect(pages.linkTo('executions', [name])).toBe('#within:executions-1');
  expect(pages.linkTo('executions', ['b', 'c'])).toBe('#within:executions-2');
  expect(pages.linkTo('executions', ['gone'])).toBe('#within:executions');
});

test('what is got beside a page is in the file: a page in its frame, a file to be kept, and nothing for what is not there', async () => {
  const messages = view('messages', {
    downloads: {
      page: async (_, { path }) =>
        path[0] === 'gone' ? undefined : { type: 'text/html; charset=utf-8', body: `<p title="a">${path[0]}</p>` },
      csv: async () => ({ type: 'text/csv; charset=utf-8', name: 'a b.csv', body: 'ü,"x"\n' }),
    },
  });
  const files = new Files([messages]);
  const link = (...path: string[]) => files.linkTo('messages', path) ?? '';
  const markup = html`<iframe sandbox src="${link('page', '<b>')}"></iframe><a href="${link('csv')}">CSV</a
    ><a href="${link('page', 'gone')}">gone</a>`;
  expect(files.linkTo('messages', ['toString'])).toBeUndefined();
  expect(await files.into(String(markup), {} as Context)).toBe(
    '<iframe sandbox srcdoc="&lt;p title=&quot;a&quot;&gt;&lt;b&gt;&lt;/p&gt;"></iframe>' +
      `<a href="data:text/csv; charset=utf-8;base64,${Buffer.from('ü,"x"\n').toString('base64')}" download="a b.csv">CSV</a\n    >` +
      '<a href="#within:messages">gone</a>',
  );
});
