import { keptFor } from '../../scripts/kept';
import { type ActionPattern } from '../iam/document';
import { matchesAction } from '../iam/matches-action';
import { type Need } from './need';
import { hasWildcard } from '../iam/pattern';

/** The needs of one action, as it is written. */
export interface ActionNeeds {
  readonly action: string;
  readonly needs: readonly Need[];
}

/** Needs by their action: most grants are about few, and are held against these alone. */
export class NeedsByAction {
  /** In the order in which each action first comes. */
  readonly all: readonly ActionNeeds[];
  readonly #named: ReadonlyMap<string, readonly ActionNeeds[]>;
  readonly #asked = new Map<string, readonly ActionNeeds[]>();

  constructor(needs: readonly Need[]) {
    const byAction = new Map<string, Need[]>();
    for (const need of needs) {
      const known = byAction.get(need.action);
      if (known) known.push(need);
      else byAction.set(need.action, [need]);
    }
    this.all = [...byAction].map(([action, some]) => ({ action, needs: some }));
    const named = new Map<string, ActionNeeds[]>();
    for (const one of this.all) {
      const name = one.action.toLowerCase();
      named.set(name, [...(named.get(name) ?? []), one]);
    }
    this.#named = named;
  }

  /** Those whose action a pattern covers, in order. */
  coveredBy(pattern: ActionPattern): readonly ActionNeeds[] {
    if (!hasWildcard(pattern.text)) return this.#named.get(pattern.text.toLowerCase()) ?? [];
    let covered = this.#asked.get(pattern.text);
    if (!covered) {
      covered = this.all.filter(({ action }) => matchesAction(pattern, action));
      this.#asked.set(pattern.text, covered);
    }
    return covered;
  }

  /** Those whose action one of some patterns covers, in order. */
  coveredByOne(patterns: readonly ActionPattern[]): readonly ActionNeeds[] {
    const [first, ...others] = patterns.map((pattern) => this.coveredBy(pattern)).filter(({ length }) => length > 0);
    if (!first || others.length === 0) return first ?? [];
    const covered = new Set([first, ...others].flat());
    return this.all.filter((one) => covered.has(one));
  }
}

/** Made once for each list of needs, which must not change: several rules ask. */
export const needsByAction = keptFor((needs: readonly Need[]) => new NeedsByAction(needs));
