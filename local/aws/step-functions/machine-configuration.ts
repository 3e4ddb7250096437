import { optionalBoolean, optionalText, text } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';
import { UserError } from '../../../scripts/user-error';
import { type AslObject } from './interpreter/machine';
import { type Answers } from '../service';
import { rolesElsewhere } from './supported/credentials';
import { unanswered, unsupported } from './supported/unsupported';
import { faultsOf } from './supported/validate';
import { variableReferences, type VariableReferences } from './variable-references';

/** A state machine as the stack configures it. */
export interface MachineConfiguration {
  readonly block: Block;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** As it stands in the stack, references resolved. */
  readonly definitionText: string;
  readonly definition: AslObject;
  /** seconds */
  readonly timeout?: number;
  readonly logging: boolean;
  readonly tracing: boolean;
  readonly variableReferences?: VariableReferences;
}

/** @throws UserError for a definition that is invalid, or that cannot be run here: each fault by its name */
export async function readMachine(block: Block): Promise<MachineConfiguration> {
  const definitionText = text(block, 'definition');
  const definition = parse(block, definitionText);
  refuse(block, [...(await unsupported(definition)), ...rolesElsewhere(definition, text(block, 'arn'))]);
  const fault = await faultsOf(definitionText, definition);
  if (fault !== undefined) throw new UserError(`${block.address}: the definition is invalid:\n${fault}`);
  const timeout = definition['TimeoutSeconds'];
  const references = await variableReferences(definition);
  const level = optionalText(block, 'logging_configuration.level') ?? 'OFF';
  return {
    block,
    name: text(block, 'name'),
    arn: text(block, 'arn'),
    roleArn: text(block, 'role_arn'),
    definitionText,
    definition,
    ...(typeof timeout === 'number' ? { timeout } : {}),
    logging: level !== 'OFF',
    tracing: optionalBoolean(block, 'tracing_configuration.enabled') ?? false,
    ...(references ? { variableReferences: references } : {}),
  };
}

/** @throws UserError for tasks that nothing in the account answers: each by its name */
export async function checkAnswered({ block, definition }: MachineConfiguration, answers: Answers): Promise<void> {
  refuse(block, await unanswered(definition, answers));
}

function refuse({ address }: Block, faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new UserError(
    `${address}: the local run cannot do what the definition asks for:\n${faults.map((one) => `  ${one}`).join('\n')}\n` +
      'Take it out, or try the machine on AWS.',
  );
}

function parse(block: Block, definition: string): AslObject {
  try {
    return JSON.parse(definition) as AslObject;
  } catch (error) {
    throw new UserError(
      `${block.address}: the definition is no JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
