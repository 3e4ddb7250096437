import { type Access } from '../iam/access';
import { type Condition } from '../iam/conditions';
import { type Statement } from '../iam/document';
import { hasWildcard, matches, parsePattern, symbolsOf } from '../iam/pattern';
import { type CheckInput, type Problem } from '../findings/finding';
import { type Json } from '../../terraform/stack';
import { common, literal, stemOf } from './breadth';
import { contextOfNeed, covers, type Holder, holders } from './minimality';
import { type Need } from './need';
import { type ActionNeeds, type NeedsByAction, needsByAction } from './needs-by-action';
import { pairsOf } from './pairs';

/**
 * Keys that keep a grant to what is needed of it: where every call has the key, a grant without a condition on it is
 * weaker than it must be. A condition on one that comes later in `instead` does as well.
 */
const NARROWING: readonly { readonly key: RegExp; readonly instead?: readonly string[] }[] = [
  { key: /^s3:prefix$/ },
  { key: /^kms:viaservice$/ },
  { key: /^iam:(passedtoservice|permissionsboundary)$/ },
  { key: /^lambda:principal$/ },
  { key: /^ecs:cluster$/ },
  { key: /^states:http(method|endpoint)$/ },
  { key: /^sts:externalid$/ },
  { key: /^aws:sourcearn$/, instead: ['aws:sourceaccount'] },
  { key: /^aws:sourceaccount$/, instead: ['aws:sourcearn'] },
  { key: /^aws:(request|resource)tag\// },
  { key: /:(sub|aud|job_workflow_ref)$/ },
];

/** What a request must have to be let in. */
const POSITIVE = /^(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like))(IfExists)?$/i;

/** A grant, and what is needed of it. */
interface Covered {
  readonly holder: Holder;
  readonly statement: Statement;
  readonly uses: readonly { readonly need: Need; readonly resource: string }[];
}

/** Conditions that let more through than what is needed: a value that no call has, a wildcard that is too wide, none at all. */
export const weakConditions = (
  { access, stack }: Pick<CheckInput, 'access' | 'stack'>,
  needs: readonly Need[],
): Problem[] => {
  // Of this stack's own resources, a run may have had no need of each: an alarm that did not go off.
  const own = new Set(stack.blocks.map(({ values }) => values['arn']));
  const byAction = needsByAction(needs);
  const narrowed = new Set(byAction.all.filter((one) => one.needs.some(isNarrowed)));
  return holders(access).flatMap((holder) =>
    holder.statements
      .filter(({ effect, actions, resources }) => effect === 'Allow' && !actions.not && resources?.not !== true)
      .map((statement) => ({ holder, statement, uses: usesOf(access, holder, statement, byAction, narrowed) }))
      .filter(({ uses }) => uses.length > 0)
      .flatMap((covered) => [
        ...covered.statement.conditions.flatMap((condition) => tooWide(access, covered, condition, own)),
        ...dropped(covered),
      ]),
  );
};

function usesOf(
  access: Access,
  { decides }: Holder,
  statement: Statement,
  needs: NeedsByAction,
  narrowed: ReadonlySet<ActionNeeds>,
): Covered['uses'] {
  const covered = needs.coveredByOne(statement.actions.patterns);
  // Nothing is to be said of a statement without conditions that no call's own keys could narrow.
  if (statement.conditions.length === 0 && !covered.some((one) => narrowed.has(one))) return [];
  const pairs = pairsOf(statement);
  return covered.flatMap((one) => {
    const about = pairs.filter(({ action }) => needs.coveredBy(action).includes(one));
    return one.needs.flatMap((need) =>
      need.resources
        .filter((resource) => decides(need, resource) && about.some((pair) => covers(access, pair, need, resource)))
        .map((resource) => ({ need, resource })),
    );
  });
}

const isNarrowed = ({ context = {} }: Need): boolean =>
  Object.keys(context).some((key) => NARROWING.some((row) => row.key.test(key.toLowerCase())));

const problem = ({ holder, statement }: Covered, message: string, fix: string): Problem => ({
  subject: holder.subject,
  statement: statement.ref,
  ...(statement.where ? { where: statement.where } : {}),
  message,
  fix,
});

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

/** What the calls say of a key; undefined where one of them doesn't. */
function told(uses: Covered['uses'], key: string): string[] | undefined {
  const values = uses.map(
    ({ need }) => Object.entries(need.context ?? {}).find(([name]) => name.toLowerCase() === key)?.[1],
  );
  if (values.some((value) => value === undefined || value.length === 0)) return undefined;
  return [...new Set(values.flatMap((value) => listOf(value ?? [])))];
}

function tooWide(
  access: Access,
  covered: Covered,
  { operator, key, values }: Condition,
  own: ReadonlySet<Json | undefined>,
): Problem[] {
  if (!POSITIVE.test(operator)) return [];
  const asked = covered.uses.flatMap(({ need, resource }) => {
    const state = contextOfNeed(access, need, resource).state(key);
    return typeof state === 'string' ? [] : state.map((value) => ({ value, need }));
  });
  if (asked.length === 0) return [];
  const isPattern = /Like|^Arn/i.test(operator);
  return values.flatMap((value) => {
    const pattern = parsePattern(value, false);
    const met = asked.filter((one) =>
      isPattern ? matches(pattern, symbolsOf(one.value)) : value.toLowerCase() === one.value.toLowerCase(),
    );
    // A variable stands for what the request holds.
    if (value.includes('${') || (key === 'aws:sourcearn' && own.has(value))) return [];
    if (met.length === 0) {
      return [problem(covered, `${operator} ${key} lets ${value} in, which was never needed`, 'Take the value out.')];
    }
    if (!isPattern || !hasWildcard(value)) return [];
    const stems = met.map((one) => stemOf(one.value, one.need));
    const [first = ''] = stems;
    const enough = stems.reduce(common, first);
    return literal(value).length >= literal(enough).length
      ? []
      : [problem(covered, `${operator} ${key} ${value} is wider than what is needed: ${enough}`, `Ask for ${enough}.`)];
  });
}

function dropped(covered: Covered): Problem[] {
  const keys = [
    ...new Set(covered.uses.flatMap(({ need }) => Object.keys(need.context ?? {}).map((key) => key.toLowerCase()))),
  ];
  const asked = new Set(
    covered.statement.conditions.filter(({ operator }) => POSITIVE.test(operator)).map(({ key }) => key),
  );
  return keys.flatMap((key) => {
    const row = NARROWING.find((one) => one.key.test(key));
    const values = row && told(covered.uses, key);
    if (!row || !values || asked.has(key) || row.instead?.some((other) => asked.has(other))) return [];
    const [action] = covered.statement.actions.patterns;
    const message = `${action?.text ?? ''} has no condition on ${key}, which every call has: ${values.join(', ')}`;
    return [problem(covered, message, `Add a condition on ${key}.`)];
  });
}
