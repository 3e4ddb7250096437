import { UserError } from '../../scripts/user-error';
import { type Atom, type ConditionBlock, readConditions } from './conditions';
import { actionPattern, type Pattern, resourcePattern } from './pattern';
import { atomOpaques } from './predicates';

type List = string | readonly string[];

/**
 * A policy statement as JSON has it (Version 2012-10-17). Principals are no part of the comparison: compare the
 * statements that apply to one principal.
 */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: List;
  readonly NotAction?: List;
  readonly Resource?: List;
  readonly NotResource?: List;
  readonly Condition?: ConditionBlock;
}

/** Action or NotAction, Resource or NotResource. */
export interface Element {
  readonly patterns: readonly Pattern[];
  readonly opaques: readonly string[];
  /** Whether it is NotAction or NotResource. */
  readonly negated: boolean;
  /** Equal for elements of the same patterns as they are written, negated or not. */
  readonly key: string;
  /** Equal for elements of the same patterns that mean the same, negated or not. */
  readonly identity: string;
}

export interface ReadStatement {
  readonly allows: boolean;
  readonly action: Element;
  readonly resource: Element;
  readonly atoms: readonly Atom[];
  /** The opaque symbols and policy variables in it. */
  readonly opaques: readonly string[];
  /** Equal for statements that mean the same by construction. */
  readonly identity: string;
}

const toList = (value: List): readonly string[] => (typeof value === 'string' ? [value] : value);

/** Elements read before: the same lists come by in many statements. */
const kept = new Map<string, Omit<Element, 'negated'>>();
const KEPT_LIMIT = 4096;

function element(
  name: string,
  positive: List | undefined,
  negative: List | undefined,
  read: (text: string) => Pattern,
  where: string,
): Element {
  const list = positive ?? negative;
  if (list === undefined || (positive !== undefined && negative !== undefined)) {
    throw new UserError(`${where}: it needs either ${name} or Not${name}, and not both.`);
  }
  const negated = positive === undefined;
  const given = toList(list);
  const texts = given.length > 1 ? [...new Set(given)].sort() : given;
  if (texts.length === 0)
    throw new UserError(`${where}: ${negated ? 'Not' : ''}${name} is empty: name what it covers.`);
  const key = JSON.stringify([name, ...texts]);
  let found = kept.get(key);
  if (found === undefined) {
    if (kept.size >= KEPT_LIMIT) kept.clear();
    const patterns = texts.map(read);
    // Actions are compared without regard to case.
    const identity =
      name === 'Action' ? JSON.stringify([name, ...texts.map((text) => text.toLowerCase()).sort()]) : key;
    found = { patterns, key, identity, opaques: patterns.flatMap(({ opaques }) => opaques) };
    kept.set(key, found);
  }
  return { ...found, negated };
}

/**
 * Reads a statement.
 * @throws UserError when an element is missing, doubled or can't be read
 */
export function readStatement(statement: Statement, index = 0): ReadStatement {
  const where = `Statement ${statement.Sid ?? index}`;
  const action = element('Action', statement.Action, statement.NotAction, actionPattern, where);
  const resource = element('Resource', statement.Resource, statement.NotResource, resourcePattern, where);
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') {
    throw new UserError(`${where}: Effect is "${String(statement.Effect)}": write Allow or Deny.`);
  }
  const atoms = readConditions(statement.Condition ?? {});
  const conditions = atoms.map(({ identity }) => identity).sort();
  return {
    allows: statement.Effect === 'Allow',
    action,
    resource,
    atoms,
    opaques: [...action.opaques, ...resource.opaques, ...atoms.flatMap(atomOpaques)],
    identity: JSON.stringify([action.negated, action.identity, resource.negated, resource.identity, conditions]),
  };
}
