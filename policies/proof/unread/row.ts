import { UserError } from '../../../scripts/user-error';
import { type Json, type Stack } from '../../../terraform/stack';
import { allChecks } from '../../checks/all';
import { servicesNamed } from '../../findings/placed-statements';
import { findings } from '../../findings/run-checks';
import { readAccess } from '../../iam/access';
import { IamCatalog } from '../../iam/iam-catalog';
import { stackOf } from '../../iam/test-support';
import { type Need } from '../../needs/need';
import { needChecks } from '../../needs/rules';

/** One thing that does harm and comes by a way that is easily not read. */
export interface Row {
  readonly name: string;
  /** What is said of it, as `rule: message`, or as the refusal. */
  readonly told: string;
  /** @param ask who is asked: the proof, or the account that `npm start` stands up */
  readonly says: (ask: Ask) => Promise<readonly string[]> | readonly string[];
}

export type Ask = (blocks: Blocks | Stack, needs?: readonly Need[]) => Promise<string[]>;

export type Blocks = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** All that the proof says of a stack: `rule: message`, or why it is refused. */
export const proofOf: Ask = async (blocks, needs) => {
  const stack = asStack(blocks);
  try {
    const access = readAccess(stack);
    const catalog = await IamCatalog.load(servicesNamed(access));
    const rules = [...allChecks, ...(needs ? needChecks({ own: needs, bound: [] }) : [])];
    return findings(rules, { stack, neighbours: [], access, catalog }).map(
      ({ rule, message }) => `${rule}: ${message}`,
    );
  } catch (error) {
    if (error instanceof UserError) return error.message.split('\n').map((line) => `refused: ${line}`);
    throw error;
  }
};

export const asStack = (blocks: Blocks | Stack): Stack =>
  'blocks' in blocks && Array.isArray(blocks.blocks) ? (blocks as Stack) : stackOf(blocks as Blocks);
