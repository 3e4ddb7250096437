import { html, type Html, type Part } from '../../../lambdas/shared/html';
import { moment } from '../../../scripts/text/words';
import { type Context, type View } from '../view';

export interface Page {
  readonly title: string;
  readonly content: Part;
  /** The name of the view that it belongs to. */
  readonly view?: string;
  /** What an action came to, once. */
  readonly said?: string;
  /** Where it is got, when it is the answer to a form that was refused. */
  readonly at?: string;
}

/** Three bars: without an icon of its own, the browser would ask the server for one. */
export const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%232757d6' d='M1 9h4v6H1zm5-4h4v10H6zm5-4h4v14h-4z'/%3E%3C/svg%3E";

/** A page of the console. All that it loads is its own style sheet and script, by address: its policy allows no other. */
export const layout = (context: Context, views: readonly View[], { title, content, view, said, at }: Page): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title} – ${context.account.stack.name}</title>
        <link rel="icon" href="${ICON}" />
        ${at !== undefined && html`<link rel="canonical" href="${at}" />`}
        <link rel="stylesheet" href="/console/assets/console.css" />
        <script src="/console/assets/console.js" defer></script>
      </head>
      <body>
        <a class="skip" href="#content">To the content</a>
        ${top(context, views, view)}
        <main id="content" tabindex="-1">
          <p id="said" role="status">${said}</p>
          <h1>${title}</h1>
          ${content}
        </main>
        <footer>
          <p id="now" data-live="clock">It is ${moment(context.account.clock.now())} in the account.</p>
        </footer>
      </body>
    </html> `;

export const top = (context: Context, views: readonly View[], current?: string): Html =>
  html`<header class="bar">
    <p class="of">${context.account.stack.name} <span>local account ${context.account.stack.accountId}</span></p>
    <nav aria-label="Views">
      <ul>
        ${views.map(
          ({ name, title }) =>
            html`<li>
              <a href="${context.link(name)}" ${name === current && html` aria-current="page"`}>${title}</a>
            </li>`,
        )}
      </ul>
    </nav>
  </header>`;
