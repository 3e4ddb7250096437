import { type Access } from '../../../policies/iam/access';
import { authorize, type Principal, type Verdict } from '../../../policies/iam/authorize';
import { principalName } from '../../../policies/needs/need';
import { AwsError } from './errors';

export { principalName as nameOf } from '../../../policies/needs/need';

export type Context = Readonly<Record<string, string | string[]>>;

/** One permission that a run used, or tried to: a line of the needs ledger. */
export interface Use {
  readonly principal: Principal;
  /** For people: the role's, user's or service's own name. */
  readonly principalName: string;
  readonly action: string;
  readonly resources: readonly string[];
  readonly context: Context;
  /** The service that acts on the principal's behalf, e.g. `athena.amazonaws.com`. */
  readonly via?: string;
  /** The AWS page that says so. */
  readonly cite?: string;
  /** `sdk`: the principal's own call; `behalf`: a call that a service makes for it. */
  readonly service: 'sdk' | 'behalf';
  /** Where the call is written, when that is known: `lambdas/send-report.ts:41`. */
  readonly at?: string;
  /** Its answer was none of a service's: it is written in local/stand-ins/. */
  readonly standIn?: true;
}

/** A use that the policies refused, with the reason and where the policy is written. */
export interface Refusal {
  readonly use: Use;
  readonly resource: string;
  readonly verdict: Verdict;
  readonly at?: Date;
}

/** AWS's refusal. `code` is the general one; each protocol has its own name for it (`endpoint/wire-error.ts`). */
export class AccessDenied extends AwsError {
  override readonly name = 'AccessDenied';

  constructor(
    message: string,
    readonly refusal: Refusal,
  ) {
    super('AccessDenied', message, 403);
  }
}

/** Decides on every call from the synthesized policies, and keeps what was asked. Holds no state of a call. */
export class AccessControl {
  readonly refusals: Refusal[] = [];
  readonly #verdicts = new Map<string, Verdict>();

  constructor(
    readonly access: Access,
    private readonly record: (use: Use, at: Date | undefined) => void = () => undefined,
    private readonly now?: () => Date,
  ) {}

  /** @throws AccessDenied for the first of the resources that the principal has no right to. */
  require(use: Use): void {
    const at = this.now?.();
    this.record(use, at);
    for (const resource of use.resources) {
      const verdict = this.#decide(use, resource);
      if (verdict.allowed) continue;
      const refusal = { use, resource, verdict, ...(at ? { at } : {}) };
      this.refusals.push(refusal);
      throw new AccessDenied(refusalMessage(refusal), refusal);
    }
  }

  /** Keeps a use that another policy than `authorize` knows has decided: a role's trust. */
  note(use: Use): void {
    this.record(use, this.now?.());
  }

  /** Whether it would be allowed; leaves no trace, for what a service asks to word its answer. */
  allows(use: Use): boolean {
    return use.resources.every((resource) => this.#decide(use, resource).allowed);
  }

  #decide(use: Use, resource: string): Verdict {
    const { principal, action, context, via } = use;
    // The same question comes once per object and page; the answer can't change, since no policy does.
    // No part but the last has a line break.
    const key = `${keyOf(principal)}\n${action}\n${via ?? ''}\n${JSON.stringify(context)}\n${resource}`;
    const known = this.#verdicts.get(key);
    if (known) return known;
    const request = { principal, action, resource, context: { ...context, ...timeOf(this.now?.()) } };
    const verdict = authorize(this.access, via === undefined ? request : { ...request, via });
    this.#verdicts.set(key, verdict);
    return verdict;
  }
}

const keys = new WeakMap<Principal, string>();

/** Who asks is mostly who asked before. */
function keyOf(principal: Principal): string {
  const known = keys.get(principal) ?? JSON.stringify(principal);
  keys.set(principal, known);
  return known;
}

/** Keys that every request has. */
const timeOf = (now: Date | undefined): Context =>
  now ? { 'aws:CurrentTime': now.toISOString(), 'aws:EpochTime': String(Math.floor(now.getTime() / 1000)) } : {};

/** AWS's words: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function refusalMessage({ use, resource, verdict }: Refusal): string {
  const { because: reason, deniedBy } = verdict;
  const because = deniedBy
    ? `with an explicit deny in ${deniedBy.startsWith('i') ? 'an' : 'a'} ${deniedBy}`
    : `because ${reason} the ${use.action} action`;
  return `User: ${callerArn(use.principal)} is not authorized to perform: ${use.action} on resource: ${resource} ${because}`;
}

/** What GetCallerIdentity would say. A role's session is named after the role: AWS names it after the function. */
export function callerArn(principal: Principal): string {
  if (principal.kind === 'service') return principal.service;
  if (principal.kind === 'root') return `arn:aws:iam::${principal.accountId}:root`;
  if (principal.kind === 'identity') return principal.arn;
  if (principal.kind === 'federated') return principal.provider;
  const account = principal.arn.split(':')[4] ?? '';
  const role = principalName(principal);
  return `arn:aws:sts::${account}:assumed-role/${role}/${role}`;
}
