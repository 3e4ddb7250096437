import { type Shown, type View } from '../../console/view';

/** How a link is marked until it is put into its place: `placed` knows by it what is an anchor of the file's. */
export const WITHIN = '#within:';

/** Of one view, as many as a person scrolls through. */
const MOST_OF_A_VIEW = 50;

/** The pages that a file has of each view: by numbers, since their names are anybody's. */
export class Pages {
  readonly #ids = new Map<string, string>();
  readonly #below = new Map<View, readonly (readonly string[])[]>();

  static async of(shown: Shown, views: readonly View[]): Promise<Pages> {
    const pages = new Pages();
    for (const view of views) {
      const below = ((await view.pages?.(shown)) ?? []).slice(0, MOST_OF_A_VIEW);
      pages.#below.set(view, below);
      pages.#ids.set(keyOf(view.name, []), view.name);
      below.forEach((path, at) => pages.#ids.set(keyOf(view.name, path), `${view.name}-${at + 1}`));
    }
    return pages;
  }

  below(view: View): readonly (readonly string[])[] {
    return this.#below.get(view) ?? [];
  }

  /** Of a page that the file has not, its view's. */
  idOf(view: string, path: readonly string[]): string {
    return this.#ids.get(keyOf(view, path)) ?? view;
  }

  linkTo(view: string, path: readonly string[]): string {
    return `${WITHIN}${this.idOf(view, path)}`;
  }
}

const keyOf = (view: string, path: readonly string[]): string => JSON.stringify([view, ...path]);
