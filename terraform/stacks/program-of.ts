import { join } from 'node:path';
import { type Program, PROGRAMS } from '../../scripts/programs/tool';
import { UserError } from '../../scripts/user-error';
import { asBody } from '../expressions/body';
import { readJson } from '../read-stack';

/**
 * The program that a synthesized stack is made for: what plans it, and applies that plan.
 * @throws UserError for a stack that doesn't say
 */
export function programOf(folder: string): Program {
  const file = join(folder, 'cdk.tf.json');
  const said = asBody(asBody(readJson(file, 'run "npm run synth" first'))?.['//'])?.['program'];
  const program = PROGRAMS.find((one) => one === said);
  if (program !== undefined) return program;
  throw new UserError(
    `${file}: "//".program must be ${PROGRAMS.join(' or ')}, found ${JSON.stringify(said ?? null)}: run "npm run synth".`,
  );
}
