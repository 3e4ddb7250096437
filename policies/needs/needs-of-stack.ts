import { UserError } from '../../scripts/user-error';
import { bootstrapOf, environmentOf, isBootstrap } from '../../terraform/stacks/environment-stacks';
import { type Stack } from '../../terraform/stack';
import { withAccount } from '../iam/own-account';
import { newKeyNeeds } from '../pipeline/new-key-needs';
import { pipelineNeeds } from '../pipeline/pipeline-needs';
import { type Need } from './need';
import { type Needs } from './needs-file';
import { roleNeeds } from './role-needs';
import { taskNeeds } from './task-needs';

export interface StackNeeds {
  /** Of the stack's own principals. */
  readonly own: readonly Need[];
  /** Of roles elsewhere which a boundary of this stack bounds. */
  readonly bound: readonly Need[];
}

/**
 * What a stack's grants are held against: an environment's own stack against what was recorded of it, what services ask of
 * its roles and AWS's pages say of its machines' tasks, and what the pipelines' roles need of its keys' policies; its bootstrap stack against what the pipelines do.
 * @returns undefined for an environment that nothing was recorded of
 * @throws UserError for a bootstrap stack whose environment's stack isn't beside it
 */
export function needsOfStack(stack: Stack, neighbours: readonly Stack[], recorded: Needs): StackNeeds | undefined {
  const environment = environmentOf(stack.name);
  const needs = recorded[environment] && withAccount(recorded[environment], stack.accountId);
  if (!isBootstrap(stack.name)) {
    const bootstrap = neighbours.find(({ name }) => name === bootstrapOf(environment));
    const keys = bootstrap ? newKeyNeeds(bootstrap, stack) : [];
    return needs && { own: [...needs, ...roleNeeds(stack), ...taskNeeds(stack), ...keys], bound: [] };
  }
  const analytics = neighbours.find(({ name }) => name === environment);
  if (!analytics) {
    throw new UserError(
      `${bootstrapOf(environment)} stands without ${environment}: run "npm run synth" to write both.`,
    );
  }
  const bound = [...(needs ?? []), ...roleNeeds(analytics), ...taskNeeds(analytics)].filter(
    ({ principal }) => principal.kind === 'role',
  );
  return needs && { own: pipelineNeeds(stack, analytics), bound };
}
