import { partsOf } from '../../catalog/all';
import { type Call, type ProviderCalls } from '../../catalog/calls';
import { Refusals } from '../../terraform/refused';
import { type Block, catalogType, type Stack } from '../../terraform/stack';
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
    const calls = callsOf(block);
    if (!calls) return [];
    const subject = subjectOf(block, stack);
    const needs = (role: keyof typeof roles, some: readonly Call[]): Need[] =>
      some.map(({ action, on, context, cite }): Need => ({
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
    // A call about nothing is for what the block does not set.
    all
      .filter(({ resources }) => resources.length > 0)
      .map((need) => [JSON.stringify([need.principal, need.action, need.resources, need.context]), need]),
  );
  return [...distinct.values()];
}

const reads = partsOf('reads');

/** A data source is read at each plan, and no more; each call names its own source. */
function callsOf(block: Block): ProviderCalls | undefined {
  if (block.kind === 'resource')
    return Object.hasOwn(providerCalls, block.type) ? providerCalls[block.type] : undefined;
  const type = catalogType(block);
  if (!Object.hasOwn(reads, type)) return undefined;
  return { source: '', read: reads[type] ?? [], create: [], update: [], delete: [] };
}

/** Blocks of AWS whose calls nobody has looked up: whether the pipelines may make them is not known. */
export const unknownBlocks = (stack: Stack): Block[] => blocksOf(stack).filter((block) => callsOf(block) === undefined);

const blocksOf = ({ blocks }: Stack): Block[] => blocks.filter(({ type }) => type.startsWith('aws_'));
