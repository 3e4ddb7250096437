import { html, Html, type Part } from '../../../lambdas/shared/html';
import { bytes } from '../../../scripts/text/words';
import { ICON, top } from '../../console/page/layout';
import { STYLE } from '../../console/page/style';
import { Files } from './files';
import { Pages } from './pages';
import { placed } from './placed';
import { type Context, type Shown, type View } from '../../console/view';

/** Of a file that is sent by mail, or opened on a phone. */
const MOST = 5 * 1024 ** 2;

/** Where lists are whole that a file has the beginning of. */
const BESIDE = 'permissions.ndjson, logs/ and s3/, beside this file';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const OWN_STYLE = `${STYLE}
.bar{position:sticky;top:0;background:var(--page);z-index:1;padding-bottom:.5rem}
.view,.page{scroll-margin-top:6rem}
.view>h2{font-size:1.75rem;margin:2.5rem 0 .75rem;border-top:1px solid var(--rule);padding-top:1.5rem}
.page{margin:1.5rem 0}
.page>p{overflow-wrap:anywhere}
.view h3:first-child,.view h4:first-child{margin-top:0}
@media (max-width:40rem){.bar{position:static}}
@media print{.bar nav{display:none}}
`;

/**
 * The console's views as one file: nothing in it runs, loads or can be done, and it is read without a network. A view's
 * links lead within it, and what it would get beside a page (the report's own page, a CSV) is in it, too.
 * @param title what the file is of
 */
export async function runFile(shown: Shown, views: readonly View[], title: string): Promise<string> {
  const pages = await Pages.of(shown, views);
  const files = new Files(views);
  const context: Context = {
    ...shown,
    live: false,
    actionToken: '',
    link: (view, path = []) => files.linkTo(view, path) ?? pages.linkTo(view, path),
  };
  let [room, left] = [MOST, 0];
  const draw = async (view: View, path: readonly string[]): Promise<Html | undefined> => {
    const content = await view.render(context, { path, query: new URLSearchParams(), whole: BESIDE });
    if (content === undefined) return undefined;
    const own = placed(await files.into(String(content), context), pages.idOf(view.name, path), 1);
    const size = Buffer.byteLength(own);
    // The views themselves are there, whatever they hold: each of their lists has an end.
    if (size > room && path.length > 0) {
      left += 1;
      return html`<p>${path.join(' ')}: left out.</p>`;
    }
    room -= size;
    return Html.of(own);
  };
  const drawn: Part[] = [];
  // Views first, so that pages share what is left.
  const heads = new Map<View, Html | undefined>();
  for (const view of views) heads.set(view, await draw(view, []));
  for (const view of views) {
    const below: Part[] = [];
    for (const path of pages.below(view)) {
      const content = await draw(view, path);
      if (content === undefined) continue;
      below.push(html`<article class="page" id="${pages.idOf(view.name, path)}">${content}</article>`);
    }
    drawn.push(
      html`<article class="view" id="${pages.idOf(view.name, [])}">
        <h2>${view.title}</h2>
        ${heads.get(view)}${below}
      </article>`,
    );
  }
  const said = left > 0 && html`<p>${left} pages more than ${bytes(MOST)} hold are left out.</p>`;
  return String(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="referrer" content="no-referrer" />
          <title>${title}</title>
          <link rel="icon" href="${ICON}" />
          <style>
            ${Html.of(OWN_STYLE)}
          </style>
        </head>
        <body>
          <a class="skip" href="#content">To the content</a>
          ${Html.of(placed(String(top(context, views)), '', 0))}
          <main id="content" tabindex="-1">
            <h1>${title}</h1>
            ${said}${drawn}
          </main>
        </body>
      </html> `,
  );
}
