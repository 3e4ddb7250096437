import { parse } from 'yaml';
import { UserError } from '../../scripts/user-error';
import { type Fields, isFields } from '../../scripts/text/is-fields';

/** A machine's definition: JSON or YAML, in which `${NAME}` is text. */
export function readMachine(text: string, name: string): Fields {
  const machine = /\.ya?ml$/.test(name) ? fromYaml(text, name) : fromJson(text, name);
  if (!isFields(machine) || !isFields(machine['States']) || typeof machine['StartAt'] !== 'string')
    throw new UserError(`${name} is no state machine: it has no StartAt and States.`);
  return machine;
}

function fromYaml(text: string, name: string): unknown {
  try {
    return parse(text) as unknown;
  } catch (error) {
    throw new UserError(`${name} is not YAML: ${(error as Error).message}`);
  }
}

function fromJson(text: string, name: string): unknown {
  const unquoted = text.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/\$\{[^}]*\}/)?.[0];
  if (unquoted !== undefined)
    throw new UserError(
      `${name}: ${unquoted} stands where JSON has a value: put quotes around it, or the value itself.`,
    );
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UserError(`${name} is not JSON: ${(error as Error).message}`);
  }
}
