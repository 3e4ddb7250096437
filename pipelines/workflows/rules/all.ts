import { artifacts } from './artifacts';
import { credentials } from './credentials';
import { deploymentOrder } from './deployment-order';
import { gatedEnvironments } from './gated-environments';
import { guardedRoles } from './guarded-roles';
import { interruptible } from './interruptible';
import { knownInputs } from './known-inputs';
import { leastPermissions } from './least-permissions';
import { mergeQueue } from './merge-queue';
import { noExpressionsInScripts } from './no-expressions-in-scripts';
import { noKeptCredentials } from './no-kept-credentials';
import { noSecrets } from './no-secrets';
import { pinnedActions } from './pinned-actions';
import { program } from './program';
import { proof } from './proof';
import { reviewedPlan } from './reviewed-plan';
import { type Rule } from './rule';
import { runners } from './runners';
import { stepOrder } from './step-order';
import { triggers } from './triggers';

/** By the name that a test gives them. */
export const RULES = {
  artifacts,
  credentials,
  'deployment-order': deploymentOrder,
  'gated-environments': gatedEnvironments,
  'guarded-roles': guardedRoles,
  interruptible,
  'known-inputs': knownInputs,
  'least-permissions': leastPermissions,
  'merge-queue': mergeQueue,
  'no-expressions-in-scripts': noExpressionsInScripts,
  'no-kept-credentials': noKeptCredentials,
  'no-secrets': noSecrets,
  'pinned-actions': pinnedActions,
  program,
  proof,
  'reviewed-plan': reviewedPlan,
  runners,
  'step-order': stepOrder,
  triggers,
} as const satisfies Readonly<Record<string, Rule>>;
