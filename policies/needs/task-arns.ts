import { hasOpaque, isOpaque, opaque } from '../../terraform/expressions/opaque';
import { type Block, type Json, type Stack } from '../../terraform/stack';
import { type Fields, type Task, writtenIn } from './machine-states';

/** Where a task is: its account, and its machine's tasks. */
export interface Surroundings {
  readonly stack: Stack;
  readonly partition: string;
  readonly tasks: readonly Task[];
}

/** Stands for what AWS draws. */
export const ID = '00000000-0000-0000-0000-000000000000';

/** What an ARN says of whose resource it is, with another service and resource in it. */
export function beside(arn: string, service: string, resource: string): string {
  const [, partition, , region, account] = arn.split(':');
  return `arn:${partition ?? ''}:${service}:${region ?? ''}:${account ?? ''}:${resource}`;
}

/** One that only Terraform knows is the symbol that it is everywhere. */
export const attributeOf = ({ address, values }: Block, name: string): Json =>
  values[name] ?? opaque(`${address}.${name}`);

export const inAccount = ({ stack, partition }: Surroundings, service: string, resource: string): string =>
  `arn:${partition}:${service}:${stack.region}:${stack.accountId}:${resource}`;

/** One that only Terraform knows, as the grant on it has it. */
export function symbolIn(given: Fields, name: string): string | undefined {
  const said = writtenIn(given, name);
  return said !== undefined && isOpaque(said) ? said : undefined;
}

/** The ARN that a parameter says, or makes of a name; undefined too where only Terraform knows it. */
export function arnIn(
  given: Fields,
  name: string,
  around: Surroundings,
  service: string,
  type: string,
): string | undefined {
  const said = writtenIn(given, name);
  if (said === undefined || said.startsWith('arn:')) return said;
  return hasOpaque(said) ? undefined : inAccount(around, service, `${type}/${said}`);
}
