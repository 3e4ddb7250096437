import { html } from '../../../lambdas/shared/html';
import { type Context, type View } from '../../console/view';
import { WITHIN } from './pages';

const MARK = '#file:';

/** What pages get beside themselves, by its address; in a file it stands where it is referred to. */
export class Files {
  readonly #asked: { readonly view: View; readonly path: readonly string[] }[] = [];

  constructor(private readonly views: readonly View[]) {}

  /** @returns a mark for what is no page; undefined for a page */
  linkTo(name: string, path: readonly string[]): string | undefined {
    const view = this.views.find((one) => one.name === name);
    if (!view || !Object.hasOwn(view.downloads ?? {}, path[0] ?? '')) return undefined;
    return `${MARK}${this.#asked.push({ view, path }) - 1}`;
  }

  /** The markup with what its marks stand for: a page in a frame of its own, or a file to be kept. */
  async into(markup: string, context: Context): Promise<string> {
    const found = [...markup.matchAll(/\s(src|href)="#file:(\d+)"/g)];
    const parts = await Promise.all(
      found.map(([, attribute, at]) => this.#written(attribute ?? '', Number(at), context)),
    );
    return found.reduceRight((text, { 0: mark, index }, at) => {
      return `${text.slice(0, index)} ${parts[at]}${text.slice(index + mark.length)}`;
    }, markup);
  }

  async #written(attribute: string, at: number, context: Context): Promise<string> {
    const { view, path: [first = '', ...path] = [] } = this.#asked[at] ?? {};
    const found = await view?.downloads?.[first]?.(context, { path, query: new URLSearchParams() });
    if (!view || !found) return String(html`href="${WITHIN}${view?.name ?? ''}"`);
    const body = Buffer.from(found.body);
    if (attribute === 'src') return String(html`srcdoc="${body.toString('utf8')}"`);
    const name = found.name ?? `${first}.html`;
    return String(html`href="data:${found.type};base64,${body.toString('base64')}" download="${name}"`);
  }
}
