import { type Deployment, iamArn, named } from './deployment';

/** What the pipelines do in an environment's account, each with a role of its own: docs/roles.md. */
export type Purpose = 'plan' | 'deploy-plan' | 'apply' | 'report';

export const githubRoleName = (purpose: Purpose, deployment: Deployment) => named(`github-${purpose}`, deployment);

/**
 * The permissions boundary of every role of the analytics stack. It belongs to the bootstrap stack, which the pipelines
 * can't touch: its ARN follows from its name, so that no state has to be read for it.
 */
export const boundaryArn = (deployment: Deployment) => iamArn('policy', deployment, boundaryName(deployment));

export const boundaryName = (deployment: Deployment) => named('service-boundary', deployment);
