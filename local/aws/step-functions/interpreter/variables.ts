import { evaluationFailure, payloadLimit, refusal } from './failure';

/** Of a name. https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html#variables-naming */
export const longestName = 80;
export const isVariableName = (name: string): boolean =>
  name.length <= longestName && /^\p{ID_Start}\p{ID_Continue}*$/u.test(name) && name !== 'states';

/** Of an execution. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const mostInAll = 10 * 1024 * 1024;

/** What was assigned, as the history tells it: a JSON text of each value. */
export type Assigned = Readonly<Record<string, string>>;

interface Held {
  readonly value: unknown;
  readonly bytes: number;
}

/**
 * The variables of a workflow: an execution's, or a branch's or an iteration's own, which reads those outside too.
 * https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html#variable-scope
 */
export class Variables {
  readonly #held = new Map<string, Held>();
  /** Most have none. */
  #inner: Set<Variables> | undefined;

  constructor(private readonly outer?: Variables) {}

  /** Those of a branch or an iteration. */
  within(): Variables {
    const inner = new Variables(this);
    (this.#inner ??= new Set()).add(inner);
    return inner;
  }

  /** A branch or an iteration is over. */
  over(inner: Variables): void {
    this.#inner?.delete(inner);
  }

  find(name: string): { readonly value: unknown } | undefined {
    return this.#held.get(name) ?? this.outer?.find(name);
  }

  /** Name and value of each that can be read here. */
  all(): Record<string, unknown> {
    const own = Object.fromEntries([...this.#held].map(([name, { value }]) => [name, value]));
    return { ...this.outer?.all(), ...own };
  }

  /**
   * Limits in AWS's words, which count a value's JSON: recorded, radkawar/stackd at 9dc356f,
   * testdata/aws/stepfunctions/variable_limits.json.
   * @throws StateFailure States.DataLimitExceeded; nothing was assigned
   */
  assign(values: Readonly<Record<string, unknown>>, state: string): Assigned {
    const assigned: [name: string, json: string, held: Held][] = [];
    const given = Object.entries(values);
    if (given.length === 0) return {};
    let sum = 0;
    for (const [name, value] of given) {
      if (this.outer?.find(name)) throw refusal(`an assignment of ${name}, a variable of the workflow around it`);
      const { json, held } = heldOf(value);
      const { bytes } = held;
      sum += bytes;
      const what = `Variable '${name}' in state '${state}' was assigned ${bytes} bytes`;
      if (bytes > payloadLimit) throw exceeded(`Variable size limit exceeded. ${what}.`);
      if (sum > payloadLimit) {
        throw exceeded(
          `State total variable size limit exceeded. ${what}, which caused the size of variables assigned in the state ` +
            `to exceed its limit by ${sum - payloadLimit} bytes.`,
        );
      }
      assigned.push([name, json, held]);
    }
    this.#checkAll(assigned, state);
    for (const [name, , held] of assigned) this.#held.set(name, held);
    return Object.fromEntries(assigned.map(([name, json]) => [name, json]));
  }

  #checkAll(assigned: readonly [name: string, json: string, held: Held][], state: string): void {
    let bytes = this.#outermost().#bytes();
    for (const [name, , held] of assigned) bytes += held.bytes - (this.#held.get(name)?.bytes ?? 0);
    if (bytes <= mostInAll) return;
    // Recorded of one scope alone.
    if (this.outer || (this.#inner?.size ?? 0) > 0)
      throw refusal('variables of more than 10 MiB in more than one scope');
    throw exceeded(
      `Execution total variable size limit exceeded. State '${state}' assigned variables that exceed the total ` +
        `execution limit by ${bytes - mostInAll} bytes.`,
    );
  }

  #outermost(): Variables {
    return this.outer ? this.outer.#outermost() : this;
  }

  #bytes(): number {
    let bytes = 0;
    for (const held of this.#held.values()) bytes += held.bytes;
    for (const inner of this.#inner ?? []) bytes += inner.#bytes();
    return bytes;
  }
}

function heldOf(value: unknown): { readonly json: string; readonly held: Held } {
  const json = JSON.stringify(value);
  return { json, held: { value, bytes: Buffer.byteLength(json) } };
}

const exceeded = (cause: string) =>
  evaluationFailure('States.DataLimitExceeded', cause, { location: 'Assign', isOfState: false });
