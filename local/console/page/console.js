// Keeps a page up to date: the account says which views have something new, and the page's regions that show them are
// fetched anew, in their place. Without this script every page works too, and a reload shows what is new.
const live = () => [...document.querySelectorAll('[data-live]')];
const shows = (region, views) => region.dataset.live.split(' ').some((view) => views.has(view));

// The answer to a form that was refused is got, and reloaded, where its form stands.
const own = document.querySelector('link[rel="canonical"]');
if (own) history.replaceState(null, '', own.href);

let waiting = new Set();
let isFetching = false;

async function refresh() {
  if (isFetching || waiting.size === 0) return;
  const views = waiting;
  waiting = new Set();
  if (!live().some((region) => shows(region, views))) return;
  isFetching = true;
  try {
    const answer = await fetch(location.href, { headers: { 'x-console': 'regions' } });
    if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), 'text/html'), views);
  } catch {
    // The account is gone; the stream says so.
  } finally {
    isFetching = false;
    void refresh();
  }
}

function put(fresh, views) {
  for (const region of live()) {
    const next = fresh.getElementById(region.id);
    if (!next || !shows(region, views) || next.isEqualNode(region)) continue;
    // Whoever is writing in it is not interrupted.
    if (region.querySelector('input:focus, textarea:focus, select:focus')) continue;
    const focused = region.contains(document.activeElement) ? document.activeElement.id : '';
    for (const open of region.querySelectorAll('details[open][id]'))
      next.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute('open', '');
    const scrolled = [...region.querySelectorAll('.scroll')].map(({ scrollLeft, scrollTop }) => [
      scrollLeft,
      scrollTop,
    ]);
    region.replaceWith(next);
    [...next.querySelectorAll('.scroll')].forEach((one, at) => one.scrollTo(...(scrolled[at] ?? [0, 0])));
    if (focused !== '') document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

// A browser has few connections to one host, and a page that nobody sees needs none.
let source;
function listen() {
  source?.close();
  source = undefined;
  if (document.hidden) return;
  source = new EventSource('/console/live');
  source.addEventListener('message', ({ data }) => {
    document.documentElement.classList.remove('gone');
    for (const view of data.split(' ')) waiting.add(view);
    void refresh();
  });
  source.addEventListener('error', () => document.documentElement.classList.add('gone'));
}
document.addEventListener('visibilitychange', listen);
listen();
