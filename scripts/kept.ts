const LIMIT = 4096;

/**
 * What `make` makes of a text, kept for the next who asks: policies say the same actions and resources many times over. It must
 * depend on the text alone, and is shared: nobody may change it.
 */
export function keptByText<T>(make: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const before = kept.get(text);
    if (before !== undefined) return before;
    if (kept.size >= LIMIT) kept.clear();
    const made = make(text);
    kept.set(text, made);
    return made;
  };
}

/** The same of an object, for as long as it is there: nobody may change it either. */
export function keptFor<Of extends object, T extends object>(make: (of: Of) => T): (of: Of) => T {
  const kept = new WeakMap<Of, T>();
  return (of) => {
    let made = kept.get(of);
    if (!made) kept.set(of, (made = make(of)));
    return made;
  };
}
