import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Stack } from '../../terraform/stack';
import { ChaosAccount, type Trace } from './account/chaos-account';
import { learning, type Reached, reachedBy } from './scenarios/enumerate';
import { faultId } from './scenarios/fault';
import { judge, type Verdict } from './judge';
import { type Scenario } from './scenarios/scenario';
import { type Seen } from './account/seen';

/** So many months of an account: what it keeps of them stays small. */
const MONTHS = 120;
const FIRST = '2026-10';

export interface Judged extends Verdict {
  readonly scenario: Scenario;
  readonly seen: Seen;
  /** Whether each of its faults came about. */
  readonly isMet: boolean;
}

/** Runs scenarios one after the other, and judges each by what was seen of it. */
export class Campaign {
  #account: ChaosAccount | undefined;
  #months = 0;
  #accounts = 0;

  constructor(
    private readonly stack: Stack,
    private readonly folder: string,
    private readonly trace?: Trace,
  ) {}

  /** The requests that functions make, learned from runs that make them. @throws when one of those breaks a promise */
  async learn(): Promise<Reached[]> {
    const made: Seen['places'][] = [];
    for (const scenario of learning) {
      const { seen, broken } = await this.run(scenario);
      if (broken.length > 0) throw new Error(`${scenario.id}: ${broken.join('; ')}`);
      made.push(seen.places);
    }
    return reachedBy(made, (await this.#standing()).asynchronous);
  }

  async run(scenario: Scenario): Promise<Judged> {
    const account = await this.#standing();
    this.#months += 1;
    const seen = await account.run(scenario);
    const isMet = scenario.faults.every((fault) => faultId(fault) in seen.met);
    return { ...judge(seen), scenario, seen, isMet };
  }

  async close(): Promise<void> {
    await this.#account?.close();
    this.#account = undefined;
  }

  async #standing(): Promise<ChaosAccount> {
    if (this.#account && this.#months < MONTHS) return this.#account;
    await this.close();
    const folder = join(this.folder, `run-${this.#accounts}`);
    if (this.#accounts > 0) rmSync(join(this.folder, `run-${this.#accounts - 1}`), { recursive: true, force: true });
    this.#accounts += 1;
    this.#months = 0;
    this.#account = await ChaosAccount.standUp(this.stack, folder, FIRST, this.trace);
    return this.#account;
  }
}
