import fc, { character } from '../../scripts/jest/properties';
import { html, Html } from './html';

it('escapes texts, in content and in quoted attributes; writes numbers, lists and markup; leaves out what is not there', () => {
  const hostile = `<script>alert("1")</script>'&amp;`;
  expect(String(html`<p title="${hostile}">${hostile}</p>`)).toBe(
    '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;amp;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;amp;</p>',
  );
  expect(String(html`${0}${[1, html`<b>${'<'}</b>`, [undefined, false, '']]}`)).toBe('01<b>&lt;</b>');
  expect(String(html`${Html.of('<b>')}`)).toBe('<b>');
});

it('lets nothing pass for markup that it has not made', () => {
  const forged = { toString: () => '<b>', '#text': '<b>' } as unknown as string;
  expect(() => String(html`${forged}`)).toThrow(TypeError);
});

it('gives back the same text when its escapes are undone, and no character of markup, whatever comes', () => {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  fc.assert(
    fc.property(fc.string({ unit: character }), (text) => {
      const written = String(html`${text}`);
      expect(written).not.toMatch(/[<>"']/);
      expect(written.replace(/&(#?\w+);/g, (_, name: string) => entities[name] ?? '')).toBe(text);
    }),
  );
});
