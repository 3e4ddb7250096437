import { UserError } from '../../../scripts/user-error';
import { blocksOfType, text, textMap } from '../../../terraform/query';
import { type Block, type Json, type Stack } from '../../../terraform/stack';

/** What the functions of a report's machine work with. */
export interface ReportParts {
  /** Those that the machine runs, by their ARNs. */
  readonly functions: readonly string[];
  readonly database: string;
  readonly table: string;
  readonly workgroup: string;
  /** Of the subscribers, by its ARN. */
  readonly topic: string;
}

/** In which variable of a function's environment each stands: `lambdas/` reads them there. */
const VARIABLES = {
  database: 'ATHENA_DATABASE',
  table: 'EVENTS_TABLE',
  workgroup: 'ATHENA_WORKGROUP',
  topic: 'SNS_TOPIC',
} as const satisfies Record<Exclude<keyof ReportParts, 'functions'>, string>;

/**
 * Followed from a machine: the functions that its definition runs, and what their environments say.
 * @throws UserError for all that none of them says, or that they say otherwise one than the other
 */
export function reportPartsOf(stack: Stack, machineArn: string): ReportParts {
  const machine = blocksOfType(stack, 'aws_sfn_state_machine').find((block) => text(block, 'arn') === machineArn);
  if (!machine) throw new UserError(`The stack ${stack.name} has no state machine ${machineArn}.`);
  const functions = functionsOf(stack, machine);
  const faults: string[] = [];
  const parts = Object.entries(VARIABLES).map(([part, variable]) => {
    const values = new Set(functions.flatMap((block) => textMap(block, 'environment.variables')[variable] ?? []));
    const [value] = values;
    if (value === undefined || values.size > 1) {
      const said = value === undefined ? 'by none' : `as ${[...values].join(' and ')}`;
      faults.push(`  ${variable} is said ${said}; it must be said as one, by one of them or more.`);
    }
    return [part, value];
  });
  if (faults.length > 0) {
    const names = functions.map(({ address }) => address).join(', ') || 'none';
    throw new UserError(
      [
        `${machine.address}, the machine of the reports, runs the functions ${names}. Of their variables:`,
        ...faults,
      ].join('\n'),
    );
  }
  return {
    ...(Object.fromEntries(parts) as Record<keyof typeof VARIABLES, string>),
    functions: functions.map((block) => text(block, 'arn')),
  };
}

/** Those that a machine's definition names: as a resource, or in the parameters of `lambda:invoke`. */
function functionsOf(stack: Stack, machine: Block): Block[] {
  const named = new Set(textsIn(definitionOf(machine)));
  return blocksOfType(stack, 'aws_lambda_function').filter((block) => named.has(text(block, 'arn')));
}

function definitionOf(machine: Block): Json {
  try {
    return JSON.parse(text(machine, 'definition')) as Json;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${machine.address}: the definition is no JSON (${(error as Error).message}).`, {
      cause: error,
    });
  }
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}
