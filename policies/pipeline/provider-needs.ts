import { type Call } from '../../catalog/calls';
import { Refusals } from '../../terraform/refused';
import { type Block, type Stack } from '../../terraform/stack';
import { type Need } from '../needs/need';
import { type PipelineRoles } from './pipeline-roles';
import { providerCalls } from './provider-calls/all';
import { subjectOf } from './provider-calls/subject';

/** Of the provider's release that environments/ asks for. */
const SOURCE = 'https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service';

/**
 * What Terraform's provider needs to plan, apply and take away every block of a stack.
 * @throws Refused with each block that names what the stack lacks
 */
export function providerNeeds({ roles }: PipelineRoles, stack: Stack): Need[] {
  const refusals = new Refusals();
  const needsOf = (block: Block): Need[] => {
    const calls = Object.hasOwn(providerCalls, block.type) ? providerCalls[block.type] : undefined;
    if (!calls) return [];
    const subject = subjectOf(block, stack);
    const needs = (role: keyof typeof roles, some: readonly Call[]): Need[] =>
      some.map(({ action, on, context, cite }) => ({
        principal: { kind: 'role', arn: roles[role] },
        action,
        resources: on(subject),
        ...(context ? { context: context(subject) } : {}),
        grantIn: 'constructs/deploy-access/',
        cite: cite ?? `${SOURCE}/${calls.source}`,
      }));
    const { read, create, update, delete: remove } = calls;
    return [
      ...(['plan', 'deploy-plan', 'apply'] as const).flatMap((role) => needs(role, read)),
      ...needs('apply', [...create, ...update, ...remove]),
    ];
  };
  const all = blocksOf(stack).flatMap((block) => refusals.of(stack.name, () => needsOf(block)) ?? []);
  refusals.throwIfAny();
  const distinct = new Map(
    all.map((need) => [JSON.stringify([need.principal, need.action, need.resources, need.context]), need]),
  );
  return [...distinct.values()];
}

/** Blocks of AWS whose calls nobody has looked up: whether the pipelines may make them is not known. */
export const unknownBlocks = (stack: Stack): Block[] =>
  blocksOf(stack).filter(({ type }) => !Object.hasOwn(providerCalls, type));

const blocksOf = ({ blocks }: Stack): Block[] =>
  blocks.filter(({ kind, type }) => kind === 'resource' && type.startsWith('aws_'));
