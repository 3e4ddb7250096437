/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html#StepFunctions-RedriveExecution-request-clientToken */
const tokensKept = 10;
const tokensValid = 15 * 60 * 1000;

export interface UsedToken {
  readonly token: string;
  readonly at: Date;
}

/** The client tokens that redrove an execution, and what each was answered. */
export class ClientTokens {
  readonly #used: UsedToken[] = [];

  /** The oldest first. */
  get used(): readonly UsedToken[] {
    return this.#used;
  }

  /** When the execution was redriven by it. */
  redriveDate(token: unknown, now: Date): Date | undefined {
    const used = this.#used.find((one) => one.token === token);
    return used && now.getTime() - used.at.getTime() <= tokensValid ? used.at : undefined;
  }

  add(token: unknown, at: Date): void {
    if (typeof token !== 'string') return;
    const before = this.#used.findIndex((one) => one.token === token);
    if (before !== -1) this.#used.splice(before, 1);
    this.#used.push({ token, at });
    if (this.#used.length > tokensKept) this.#used.shift();
  }
}
