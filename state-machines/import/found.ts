/** What was found in a machine: its resources, by the names that its tasks have for them, and what needs a hand. */
export class Found {
  readonly arns: Record<string, string> = {};
  readonly notes = new Set<string>();
  readonly imports = new Map<string, string>();
  /** Tasks that are written beside the machine, their names by their sources. */
  readonly tasks = new Map<string, string>();
  untyped = 0;

  nameFor(arn: string): string {
    const known = Object.entries(this.arns).find(([, other]) => other === arn)?.[0];
    if (known !== undefined) return known;
    const base = lastWord(arn, 'resource').replace(/^\d/, 'r$&');
    const name = unused(base, (other) => Object.hasOwn(this.arns, other) || other === 'self');
    this.arns[name] = arn;
    return name;
  }

  /** The name of a task that is written beside the machine. @param action that it runs */
  taskFor(source: string, action: string): string {
    const known = this.tasks.get(source);
    if (known !== undefined) return known;
    const taken = [...this.tasks.values()];
    const name = unused(`${action}Task`, (other) => taken.includes(other));
    this.tasks.set(source, name);
    return name;
  }
}

/** Of letters and digits. @param otherwise of a text that has none */
export const lastWord = (text: string, otherwise: string): string => text.match(/[A-Za-z0-9]+/g)?.at(-1) ?? otherwise;

function unused(base: string, isUsed: (name: string) => boolean): string {
  let name = base;
  for (let n = 2; isUsed(name); n++) name = `${base}${n}`;
  return name;
}
