/** What was made by name for something, for as long as that is there: it is made once. */
export class Kept<Owner extends object, Value extends object> {
  readonly #of = new WeakMap<Owner, Map<string, Value>>();

  get(owner: Owner, name: string, make: () => Value): Value {
    const own = this.#of.get(owner) ?? new Map<string, Value>();
    this.#of.set(owner, own);
    const known = own.get(name) ?? make();
    own.set(name, known);
    return known;
  }
}
