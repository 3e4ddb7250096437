import { html } from '../../lambdas/shared/html';

/**
 * Two pages side by side in one file that loads nothing: each in a frame of its own, from its own text, in which no script
 * runs and nothing can be fetched.
 * https://html.spec.whatwg.org/multipage/iframe-embed-object.html#attr-iframe-srcdoc
 */
export function sideBySide(before: { name: string; page: string }, after: { name: string; page: string }): string {
  const frame = ({ name, page }: { name: string; page: string }) =>
    html`<section>
      <h1>${name}</h1>
      <iframe sandbox title="${name}" srcdoc="${page}"></iframe>
    </section>`;
  return String(
    html`<!doctype html>
      <html lang="en">
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'"
        />
        <title>The report, before and after</title>
        <style>
          :root {
            color-scheme: light dark;
            font:
              1rem/1.4 system-ui,
              sans-serif;
          }
          body {
            margin: 0;
            display: grid;
            grid-template-columns: 1fr 1fr;
            gap: 0.5rem;
            height: 100vh;
          }
          section {
            display: flex;
            flex-direction: column;
            min-width: 0;
          }
          h1 {
            font-size: 1rem;
            margin: 0.5rem;
          }
          iframe {
            flex: 1;
            border: 1px solid #8888;
          }
          @media (max-width: 60rem) {
            body {
              grid-template-columns: 1fr;
              height: auto;
            }
            iframe {
              height: 90vh;
            }
          }
        </style>
        <body>
          ${frame(before)} ${frame(after)}
        </body>
      </html> `,
  );
}
