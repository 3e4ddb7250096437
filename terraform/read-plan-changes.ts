import { isDeepStrictEqual } from 'node:util';
import { type Program, TOOLS } from '../scripts/programs/tool';
import { UserError } from '../scripts/user-error';
import { asBody, type Body, bodies } from './expressions/body';
import { readJson } from './read-stack';
import { type Json } from './stack';

/** What the apply will do to an object; `none` for one that only moves, is imported, or stays. */
export type PlannedAction = 'create' | 'update' | 'replace' | 'destroy' | 'forget' | 'read' | 'none';

/** An attribute at the top of a resource: its name, never its value. */
export interface ChangedAttribute {
  readonly name: string;
  readonly sensitive?: true;
  /** Its value is known only after the apply. */
  readonly unknown?: true;
}

/** One object in a plan. */
export interface PlannedChange {
  readonly address: string;
  /** Where it stands in the state, when it moves. */
  readonly previousAddress?: string;
  readonly kind: 'resource' | 'data';
  readonly type: string;
  readonly action: PlannedAction;
  /** Of a replacement: the new one is there before the old one goes. */
  readonly createFirst?: true;
  /** An object that is there already is taken over. */
  readonly imported?: true;
  /** An old object that a replacement left behind. */
  readonly deposed?: true;
  /** Terraform's `action_reason`, e.g. `replace_because_tainted`. */
  readonly reason?: string;
  /** The attributes that force a replacement. */
  readonly replacedBy: readonly string[];
  /** Those that an update or a replacement changes; none of what is made or goes whole. */
  readonly attributes: readonly ChangedAttribute[];
  /** Values, secret ones too: for reckoning with, not for showing. */
  readonly before?: Body;
  readonly after?: Body;
}

export interface PlannedOutput {
  readonly name: string;
  readonly action: 'create' | 'update' | 'destroy';
}

/** What a plan does, and what it found changed behind Terraform's back. */
export interface PlanChanges {
  readonly terraformVersion: string;
  /** Whether there is anything to apply: what `-detailed-exitcode` tells by 2. */
  readonly applyable: boolean;
  /** Every object, those that stay as they are too. */
  readonly changes: readonly PlannedChange[];
  /** What differs between the state and the account (`resource_drift`). */
  readonly drift: readonly PlannedChange[];
  /** Those that change. */
  readonly outputs: readonly PlannedOutput[];
}

/** By the `actions` of the JSON: https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
const ACTIONS: Readonly<Record<string, Pick<PlannedChange, 'action' | 'createFirst'>>> = {
  'no-op': { action: 'none' },
  create: { action: 'create' },
  read: { action: 'read' },
  update: { action: 'update' },
  'delete,create': { action: 'replace' },
  'create,delete': { action: 'replace', createFirst: true },
  delete: { action: 'destroy' },
  forget: { action: 'forget' },
};

/**
 * Reads what `terraform show -json PLAN` writes, or OpenTofu's: what changes, where `readPlan` reads what will be there.
 * @throws UserError for what is no plan, for one that failed or is not whole, and for an action that we don't know
 */
export function readPlanChanges(file: string, program: Program): PlanChanges {
  const { name, least } = TOOLS[program];
  const remedy = `write it with "${program} show -json PLAN > FILE"`;
  const plan = asBody(readJson(file, remedy));
  const fault = (text: string) => new UserError(`${file}: ${text}`);
  const { format_version: format, terraform_version: version } = plan ?? {};
  if (!plan || typeof format !== 'string' || typeof version !== 'string' || !asBody(plan['planned_values'])) {
    throw new UserError(`${file} is no plan: ${remedy}, PLAN from "plan -out".`);
  }
  if (!format.startsWith('1.')) {
    throw fault(`format_version must be 1.x, found ${format}: use ${name} ${least}.`);
  }
  if (plan['errored'] === true) throw fault('the plan failed: mend it and plan again.');
  if (bodies(plan['deferred_changes']).length > 0 || plan['complete'] === false) {
    throw fault('the plan is not whole (a part is deferred, or -target was given): plan everything at once.');
  }
  // https://developer.hashicorp.com/terraform/language/invoke-actions: they run at the apply, and no change tells of them.
  if (bodies(plan['action_invocations']).length > 0 || bodies(plan['deferred_action_invocations']).length > 0) {
    throw fault('the plan invokes actions, which nothing here shows: take the action_trigger out of the stack.');
  }
  const changes = {
    changes: bodies(plan['resource_changes']).map((body) => toChange(body, fault)),
    drift: bodies(plan['resource_drift']).map((body) => toChange(body, fault)),
    outputs: Object.entries(asBody(plan['output_changes']) ?? {}).flatMap(([name, change]) => {
      const { action } = actionOf(asBody(change), `output ${name}`, fault);
      if (action === 'none') return [];
      if (action === 'create' || action === 'update' || action === 'destroy') return [{ name, action }];
      throw fault(`output ${name}: an output can't have the action "${action}".`);
    }),
  };
  const { applyable = program === 'tofu' ? derivedApplyable(changes) : null } = plan;
  if (typeof applyable !== 'boolean') {
    throw fault(`it does not say whether it is "applyable": use ${name} ${least}.`);
  }
  return { terraformVersion: version, applyable, ...changes };
}

/**
 * What OpenTofu's plan does not say, by its own rule for the exit code of `-detailed-exitcode`: anything that changes,
 * moves or is imported, and any output. What drifted alone is not.
 * https://github.com/opentofu/opentofu/blob/v1.10.7/internal/plans/changes.go (Empty), plan.go (CanApply)
 */
const derivedApplyable = ({ changes, outputs }: Pick<PlanChanges, 'changes' | 'outputs'>): boolean =>
  outputs.length > 0 ||
  changes.some(
    ({ action, previousAddress, imported }) => action !== 'none' || previousAddress !== undefined || imported,
  );

function toChange(body: Body, fault: (text: string) => UserError): PlannedChange {
  const { address, type, mode, previous_address: previous, deposed, action_reason: reason } = body;
  const change = asBody(body['change']);
  if (typeof address !== 'string' || typeof type !== 'string' || !change) {
    throw fault('a change lacks address, type or "change": write the plan anew.');
  }
  const action = actionOf(change, address, fault);
  const before = asBody(change['before']);
  const after = asBody(change['after']);
  const stays = action.action === 'update' || action.action === 'replace';
  return {
    address,
    kind: mode === 'data' ? 'data' : 'resource',
    type,
    ...action,
    replacedBy: replacedBy(change['replace_paths']),
    attributes: stays ? changedAttributes(change, before ?? {}, after ?? {}) : [],
    ...(typeof previous === 'string' && previous !== address ? { previousAddress: previous } : {}),
    ...(asBody(change['importing']) ? { imported: true } : {}),
    ...(typeof deposed === 'string' ? { deposed: true } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
  };
}

function actionOf(change: Body | undefined, of: string, fault: (text: string) => UserError) {
  const actions = change?.['actions'];
  const name = Array.isArray(actions) ? actions.join(',') : '';
  const known = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!known) {
    throw fault(
      `${of}: the actions ${JSON.stringify(actions ?? null)} are not known; ` +
        'use an older release of it, or teach terraform/read-plan-changes.ts what they mean.',
    );
  }
  return known;
}

/** The first step of each path: further ones may be keys of a map, which are values of the user's. */
function replacedBy(paths: Json | undefined): string[] {
  const first = (Array.isArray(paths) ? paths : []).map((path) => (Array.isArray(path) ? path[0] : path));
  return [...new Set(first.filter((step) => typeof step === 'string'))].sort();
}

function changedAttributes(change: Body, before: Body, after: Body): ChangedAttribute[] {
  const unknown = asBody(change['after_unknown']) ?? {};
  const names = new Set([before, after, unknown].flatMap(Object.keys));
  return [...names].sort().flatMap((name): ChangedAttribute[] => {
    const marks = ['before_sensitive', 'after_sensitive'].map((side) => marksOf(change[side], name));
    const isUnknown = holdsTrue(unknown[name]);
    const same = isDeepStrictEqual(before[name] ?? null, after[name] ?? null);
    // Terraform plans an update when only the marking as sensitive changes.
    const marked = marks.some(holdsTrue);
    if (same && !isUnknown && holdsTrue(marks[0]) === holdsTrue(marks[1])) return [];
    return [{ name, ...(marked ? { sensitive: true } : {}), ...(isUnknown ? { unknown: true } : {}) }];
  });
}

/** Marks are `true` for a whole, or lie in the shape of the values. */
const marksOf = (marks: Json | undefined, name: string): Json =>
  marks === true ? true : (asBody(marks)?.[name] ?? null);

function holdsTrue(value: Json | undefined): boolean {
  if (value === null || typeof value !== 'object') return value === true;
  return Object.values(value).some(holdsTrue);
}
