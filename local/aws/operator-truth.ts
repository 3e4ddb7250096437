import { type Truth } from './truth';

/** What an operator's request is answered with: its error's code as the client reads it, or a part of the answer. */
export interface OperatorTruth extends Truth {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly error?: string;
  /** Of the error, its words. */
  readonly message?: string;
  readonly answer?: Readonly<Record<string, unknown>>;
}
