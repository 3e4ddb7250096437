import type { Definition } from './definition';
import { literalProblems } from '../problems/literal-problems';
import type { Permission } from '../written/permission';
import { checkRendered } from './render-check';
import { renderStates } from './render-state';
import { only } from './render-template';
import { Resources } from './resources';
import type { StateMachine } from '../state-machine';

/**
 * One ARN (or a reference that Terraform resolves to one) per resource that the machine uses: functions, topics, queues,
 * other machines, buckets; `self`, the machine's own, where it runs a distributed Map.
 */
export type ResourceArns<ResourceName extends string> = Readonly<Record<ResourceName, string>>;

export interface Rendered {
  /** Amazon States Language, ready for JSON.stringify. */
  readonly definition: Definition;
  /** The ARNs that the definition uses, each once. */
  readonly usedArns: string[];
  /** What the machine's role needs to run the definition's tasks and Maps: grant exactly this. */
  readonly permissions: Permission[];
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
const largest = 1_048_576;

/**
 * Renders a machine. Throws on what shows without types, all of it in one error: see `literalProblems`. Throws on a
 * resource without an ARN, and on one whose ARN must be written out and is not.
 */
export function render<ResourceName extends string>(
  machine: StateMachine<unknown, ResourceName>,
  arns: ResourceArns<ResourceName>,
): Rendered {
  const { literal } = machine;
  const problems = literalProblems(literal);
  if (problems.length > 0) throw new Error(`The state machine breaks its promises:\n  ${problems.join('\n  ')}`);
  const resources = new Resources(arns);
  const definition: Definition = {
    ...only('Comment', literal.comment),
    ...only('QueryLanguage', literal.queryLanguage),
    StartAt: literal.startAt,
    ...only('TimeoutSeconds', literal.timeoutSeconds),
    States: renderStates(literal.states, resources, literal.queryLanguage),
  };
  const size = Buffer.byteLength(JSON.stringify(definition));
  if (size > largest) throw new Error(`The definition has ${size} bytes: Step Functions takes ${largest}.`);
  checkRendered(definition);
  return { definition, usedArns: resources.used, permissions: resources.permissions };
}
