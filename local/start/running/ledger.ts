import { type Use } from '../../aws/shared/access-control';

/** A permission on the same resources, however often it was used. */
export interface Recorded {
  /** The first time. */
  readonly use: Use;
  count: number;
  /** On the account's clock. */
  readonly first: Date | undefined;
  last: Date | undefined;
  /** Lines of our source that called for it. */
  lines: readonly string[];
}

/** Keeps which permissions a run used, and how often: 200,000 events are 1,000 calls, so each line is counted. */
export class Ledger {
  readonly #uses = new Map<string, Recorded>();
  /** Of all uses. */
  count = 0;

  readonly record = (use: Use, at?: Date): void => {
    const key = JSON.stringify([use.principal, use.action, use.via, use.resources]);
    const known = this.#uses.get(key) ?? { use, count: 0, first: at, last: at, lines: [] };
    if (known.count === 0) this.#uses.set(key, known);
    known.count += 1;
    known.last = at;
    if (use.at !== undefined && !known.lines.includes(use.at)) known.lines = [...known.lines, use.at];
    this.count += 1;
  };

  uses(): Recorded[] {
    return [...this.#uses.values()];
  }

  /** How often one of these actions was used, by whomever. */
  calls(...actions: readonly string[]): number {
    let sum = 0;
    for (const { use, count } of this.#uses.values()) if (actions.includes(use.action)) sum += count;
    return sum;
  }

  /** The actions that each role of the stack used, sorted: its own calls, and those made on its behalf. */
  byRole(): { readonly role: string; readonly actions: readonly string[] }[] {
    const roles = new Map<string, Set<string>>();
    for (const { use } of this.#uses.values()) {
      if (use.principal.kind !== 'role') continue;
      roles.set(use.principalName, (roles.get(use.principalName) ?? new Set()).add(use.action));
    }
    return [...roles].sort().map(([role, actions]) => ({ role, actions: [...actions].sort() }));
  }

  /** Every use once, as JSON: one a line. */
  toLines(): string {
    return [...this.#uses.values()].map(({ use, count }) => `${JSON.stringify({ ...use, count })}\n`).join('');
  }
}
