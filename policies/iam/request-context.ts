/** Condition keys and their values; an empty list for a key that the request surely has not. */
export type ContextValues = Readonly<Record<string, string | readonly string[]>>;

/** What is known of a key that the call doesn't tell; `some value`: the request has it, and nobody can say what it holds. */
export type Elsewhere = 'absent' | 'some value' | 'unknown';
type Found = Elsewhere | { readonly value: string | readonly string[] };

/** Of the many requests that tell no key. */
const NONE: ReadonlyMap<string, string> = new Map<string, string>();

/** The request's condition keys, looked up without regard to case. */
export class RequestContext {
  private readonly values: ReadonlyMap<string, string | readonly string[]>;

  /** @param elsewhere of the keys (lower case) that have no value here */
  constructor(
    values: ContextValues = {},
    private readonly elsewhere: (key: string) => Found = () => 'absent',
  ) {
    const given = Object.entries(values);
    this.values = given.length === 0 ? NONE : new Map(given.map(([name, value]) => [name.toLowerCase(), value]));
  }

  state(key: string): readonly string[] | Elsewhere {
    const values = this.values.get(key);
    if (typeof values === 'string') return [values];
    if (values === undefined) {
      const found = this.elsewhere(key);
      return typeof found === 'string' ? found : [found.value].flat();
    }
    return values.length === 0 ? 'absent' : values;
  }

  /** For policy variables, which need exactly one value; null where there may be one that nobody knows. */
  readonly one = (key: string): string | null | undefined => {
    const state = this.state(key);
    if (state === 'absent') return undefined;
    if (typeof state === 'string') return null;
    return state.length === 1 ? state[0] : undefined;
  };

  /** Whether the key holds a list, of which nothing but empty text is in it: "a null dataset, such as an empty string". */
  isEmptyList(key: string): boolean {
    const values = this.values.get(key);
    return values !== undefined && typeof values !== 'string' && values.every((value) => value === '');
  }
}
