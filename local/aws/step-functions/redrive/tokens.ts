/** Tokens are known for so long, and so many of them. */
const known = { milliseconds: 15 * 60 * 1000, count: 10 };

/**
 * Of redrives: one that is asked for twice happens once.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html#API_RedriveExecution_RequestSyntax
 */
export class Tokens {
  #used: { readonly token: string; readonly at: Date }[] = [];

  /** When the redrive was, if one was asked for with this token. */
  find(token: string, now: Date): Date | undefined {
    const at = this.#used.find((one) => one.token === token)?.at;
    return at && now.getTime() - at.getTime() <= known.milliseconds ? at : undefined;
  }

  add(token: string, at: Date): void {
    this.#used = [...this.#used, { token, at }].slice(-known.count);
  }
}
