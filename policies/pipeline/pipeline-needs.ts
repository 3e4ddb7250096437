import { type Stack } from '../../terraform/stack';
import { type Need } from '../needs/need';
import { pipelineRoles } from './pipeline-roles';
import { providerNeeds } from './provider-needs';
import { reportNeeds } from './report-needs';
import { stateNeeds } from './state-needs';
import { trustNeeds } from './trust-needs';

/**
 * What the pipelines' roles need in an environment's account. No run on this machine can show it, for Terraform's
 * provider talks to AWS alone: it follows from what the environment's own stack holds and from tables that cite their
 * sources. The grants are written in constructs/, without these tables.
 */
export function pipelineNeeds(bootstrap: Stack, analytics: Stack): Need[] {
  const roles = pipelineRoles(bootstrap);
  return [
    ...trustNeeds(roles),
    ...stateNeeds(roles),
    ...providerNeeds(roles, analytics),
    ...reportNeeds(roles, analytics),
  ];
}
