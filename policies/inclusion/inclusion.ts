import { TooManyStates, type WordClass } from './automaton';
import { type Atom } from './conditions';
import { Dimension, inside, type Side } from './dimension';
import { type Reading } from './language';
import { variableKey, wordText } from './pattern';
import { type Question, solve } from './solve';
import { covers } from './covers';
import { type Element, type ReadStatement, readStatement, type Statement } from './statement';
import { requestActions, requestResources } from './universe';
import { readableAction, readableResource, type Witness } from './witness';

/** `unknown` is never to be taken for yes: it says what can't be told, and a gate fails on it. */
export type Answer =
  | { readonly answer: 'yes' }
  | { readonly answer: 'no'; readonly witness: Witness }
  | { readonly answer: 'unknown'; readonly why: string };

export interface Options {
  /** Names of real actions (`s3:GetObject`), to be shown in a witness where they do as well as a made-up one. */
  readonly knownActions?: readonly string[];
}

/**
 * Whether every request that `narrower` allows is allowed by `wider`, too: both as IAM evaluates a set of statements,
 * allowed by one and denied by none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * Exact for what the README names; what it can't tell is `unknown`.
 * @throws UserError for a statement that can't be read
 */
export function includes(wider: readonly Statement[], narrower: readonly Statement[], options: Options = {}): Answer {
  const sets = { wider: wider.map(readStatement), narrower: narrower.map(readStatement) };
  const allows = unanswered(sets);
  if (allows.length === 0) return { answer: 'yes' };
  const opaques = [...new Set([...sets.wider, ...sets.narrower].flatMap((statement) => statement.opaques))];
  try {
    const found = difference(sets, allows, opaques, options, false);
    if (found !== undefined || opaques.length === 0) return found ?? { answer: 'yes' };
    return difference(sets, allows, opaques, options, true) ?? { answer: 'yes' };
  } catch (error) {
    if (error instanceof TooManyStates)
      return { answer: 'unknown', why: `The comparison was given up: ${error.message}.` };
    throw error;
  }
}

interface Sets {
  readonly wider: readonly ReadStatement[];
  readonly narrower: readonly ReadStatement[];
}

/** The narrower side's grants, without those which one of the wider side's covers alone and no Deny of its own hits. */
function unanswered({ wider, narrower }: Sets): ReadStatement[] {
  const texts = (statements: readonly ReadStatement[], allows: boolean): Set<string> =>
    new Set(statements.filter((statement) => statement.allows === allows).map(({ identity }) => identity));
  const grants = narrower.filter(({ allows }) => allows);
  const ownDenies = texts(narrower, false);
  if ([...texts(wider, false)].some((deny) => !ownDenies.has(deny))) return grants;
  const same = texts(wider, true);
  const allows = wider.filter((statement) => statement.allows);
  return grants.filter((grant) => !same.has(grant.identity) && !allows.some((one) => covers(one, grant)));
}

/** A statement with the side it takes of actions, and how its resources are read. */
interface Placed {
  readonly atoms: readonly Atom[];
  readonly actions: Side;
  readonly resource: Element;
  readonly resourceReading: Reading;
  /** Equal for the same side of resources. */
  readonly resourceKey: string;
}

/** A request in the difference as an answer; undefined when there is none. */
function difference(
  sets: Sets,
  allows: readonly ReadStatement[],
  opaques: readonly string[],
  { knownActions = [] }: Options,
  proving: boolean,
): Answer | undefined {
  const actions = new Dimension(requestActions);
  const place =
    (whenProving: Reading | 'granting') =>
    ({ action, resource, atoms }: ReadStatement): Placed => {
      const reading = ({ negated }: Element): Reading => {
        if (!proving) return 'freshly';
        // A grant's own patterns make the words; what a Not… leaves is more than it surely leaves.
        return whenProving === 'granting' ? (negated ? 'possibly' : 'surely') : whenProving;
      };
      const resourceReading = reading(resource);
      return {
        atoms,
        actions: actions.side(action, reading(action)),
        resource,
        resourceReading,
        resourceKey: `${resourceReading} ${String(resource.negated)} ${resource.key}`,
      };
    };
  const grants = allows.map(place('granting'));
  const butNot = sets.narrower.filter((statement) => !statement.allows).map(place('surely'));
  const widerAllows = sets.wider.filter((statement) => statement.allows).map(place('surely'));
  const widerDenies = sets.wider.filter((statement) => !statement.allows).map(place('possibly'));

  const asked = new Set<string>();
  let unsure: Answer | undefined;
  for (const grant of grants) {
    const resourcesOf = new Map<string, Narrowed>();
    for (const action of actions.classes([grant.actions], opaques)) {
      const here = (statement: Placed): boolean => inside(statement.actions, action);
      const [butNotHere, allowsHere, deniesHere] = [butNot, widerAllows, widerDenies].map((all) => all.filter(here));
      const about = [grant, ...(butNotHere ?? []), ...(allowsHere ?? []), ...(deniesHere ?? [])];
      // Only the resources of statements on this action are told apart: all of them at once would multiply.
      const key = [...new Set(about.map(({ resourceKey }) => resourceKey))].sort().join('\n');
      const resources = resourcesOf.get(key) ?? narrowed(grant, about, opaques);
      resourcesOf.set(key, resources);
      for (const resource of resources.classes) {
        const there = ({ resource: element, resourceReading }: Placed): boolean =>
          inside(resources.dimension.side(element, resourceReading), resource);
        const whole: Question = {
          allow: grant.atoms,
          butNot: conditions((butNotHere ?? []).filter(there)),
          widerAllows: conditions((allowsHere ?? []).filter(there)),
          widerDenies: conditions((deniesHere ?? []).filter(there)),
        };
        if (answered(whole) || isRepeated(whole, asked)) continue;
        const solution = solve(whole, opaques, proving);
        if (solution === undefined) continue;
        const name = readableAction(action, actions, knownActions);
        const witness = {
          action: name,
          resource: readableResource(resource, resources.dimension, name),
          context: solution.context,
        };
        const why = proving ? unresolved(witness, opaques) : dependent(whole, witness, opaques, solution.sure);
        if (why === undefined) return { answer: 'no', witness };
        unsure ??= { answer: 'unknown', why };
      }
    }
  }
  return unsure;
}

/** The resources of statements that are about one action, within those of one grant. */
interface Narrowed {
  readonly dimension: Dimension;
  readonly classes: readonly WordClass[];
}

function narrowed(grant: Placed, about: readonly Placed[], opaques: readonly string[]): Narrowed {
  const dimension = new Dimension(requestResources);
  const side = ({ resource, resourceReading }: Placed): Side => dimension.side(resource, resourceReading);
  for (const statement of about) side(statement);
  const classes = dimension.classes([side(grant)], opaques).sort((a, b) => Number(!isArn(a)) - Number(!isArn(b)));
  return { dimension, classes };
}

const conditions = (statements: readonly Placed[]): (readonly Atom[])[] => statements.map(({ atoms }) => atoms);
const isArn = ({ word }: WordClass): boolean => wordText(word.slice(0, 4)) === 'arn:';

/** Whether the question answers itself: denied anyway, or allowed anyway. */
const answered = ({ butNot, widerAllows, widerDenies }: Question): boolean =>
  butNot.some((atoms) => atoms.length === 0) ||
  (widerDenies.length === 0 && widerAllows.some((atoms) => atoms.length === 0));

function isRepeated({ allow, butNot, widerAllows, widerDenies }: Question, asked: Set<string>): boolean {
  // Cheap to ask, and most often there are none.
  if (allow.length === 0 && [butNot, widerAllows, widerDenies].every((list) => list.length === 0)) return false;
  const text = (atoms: readonly Atom[]): string => `(${atoms.map(({ identity }) => identity).join('&')})`;
  const key = [text(allow), ...[butNot, widerAllows, widerDenies].map((list) => list.map(text).join('|'))].join('\n');
  const repeated = asked.has(key);
  asked.add(key);
  return repeated;
}

const request = ({ action, resource, context }: Witness): string =>
  `${action} on ${resource}${Object.keys(context).length > 0 ? ` with ${JSON.stringify(context)}` : ''}`;

const unresolved = (witness: Witness, opaques: readonly string[]): string =>
  `Whether ${request(witness)} is covered depends on what ${opaques.join(', ')} will be.`;

/** Why a request in the difference may after all not be one; undefined when it surely is. */
function dependent(
  { allow, butNot, widerAllows, widerDenies }: Question,
  witness: Witness,
  opaques: readonly string[],
  sure: boolean,
): string | undefined {
  const atoms = [allow, ...butNot, ...widerAllows, ...widerDenies].flat();
  if (!sure) {
    const names = [...new Set(atoms.map(({ name, keyText }) => `${name} on ${keyText}`))].join(', ');
    return `Conditions can't be compared for ${request(witness)}: ${names}.`;
  }
  const variable = opaques.find((opaque) => atoms.some(({ key }) => key === variableKey(opaque)));
  return variable && `${variable} is both a policy variable and a condition key, for ${request(witness)}.`;
}
