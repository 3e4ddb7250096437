import { randomBytes } from 'node:crypto';
import { AwsError } from '../../shared/errors';
import { StateFailure } from '../interpreter/failure';
import { parseJson } from '../interpreter/json';
import { type OpenToken } from '../interpreter/strand';

interface Open {
  readonly settle: (answer: Promise<unknown>) => void;
  beat: () => void;
}

/** The tokens of the tasks that wait for one to be handed back. */
export class TaskTokens {
  readonly #open = new Map<string, Open>();
  readonly #closed = new Set<string>();

  open(): OpenToken {
    const text = randomBytes(192).toString('base64');
    let settle: Open['settle'] = () => undefined;
    const answer = new Promise<unknown>((resolve) => (settle = resolve));
    // It may come before it is waited for.
    answer.catch(() => undefined);
    const open: Open = { settle, beat: () => undefined };
    this.#open.set(text, open);
    return { text, answer, onBeat: (beat) => void (open.beat = beat), close: () => this.#close(text) };
  }

  /** @throws AwsError for a token that is nobody's, and for an output that is no JSON */
  succeed(token: unknown, output: unknown): void {
    const open = this.#find(token);
    const result = resultIn(String(output));
    this.#close(String(token));
    open.settle(Promise.resolve(result));
  }

  /** @throws AwsError for a token that is nobody's */
  fail(token: unknown, error: unknown, cause: unknown): void {
    const open = this.#find(token);
    this.#close(String(token));
    const said = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
    open.settle(Promise.reject(new StateFailure(said(error), said(cause))));
  }

  /** @throws AwsError for a token that is nobody's */
  beat(token: unknown): void {
    this.#find(token).beat();
  }

  #close(token: string): void {
    if (this.#open.delete(token)) this.#closed.add(token);
  }

  #find(token: unknown): Open {
    const text = String(token);
    const open = this.#open.get(text);
    if (open) return open;
    // AWS's words, told by many: aws-samples and others that match them.
    if (this.#closed.has(text)) throw new AwsError('TaskTimedOut', closedWords);
    // Recorded: services/test_aws_sdk_task_service.py test_sfn_send_task_outcome_with_no_such_token.
    throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  }
}

const closedWords = "Task Timed Out: 'Provided task does not exist anymore'";

function resultIn(output: string): unknown {
  try {
    return parseJson(output);
  } catch (error) {
    throw new AwsError('InvalidOutput', `Invalid Output: '${error instanceof Error ? error.message : String(error)}'`);
  }
}
