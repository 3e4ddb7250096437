import { type Operation } from '../shared/call';
import { AwsError, NotServed } from '../shared/errors';
import { Kept } from '../shared/kept';
import { brokenConstraints, wordsOf } from './constraints';
import { inputOf, type Model, modelOf, type Shape, shapeOf } from './model';
import { passes, type Passes } from './passes';
import { checkTypes } from './types';

/** How one service tells that a request breaks its model, and what of its requests is served. */
export interface RequestRules {
  /** As models.json names it. */
  readonly service: string;
  /** The code for what breaks a constraint: `ValidationException` for most. */
  readonly code?: string;
  /** What breaks a constraint, each operation tells in words of its own: of types and members alone it is told here. */
  readonly ownConstraints?: true;
  /** Members of the error's body, beside code and message. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Its messages tell where a value is, and not which: `Value at 'maxResults' failed …`. */
  readonly hidesValues?: true;
  /** By operation: a broken constraint that the service itself tells of, in other words. */
  readonly later?: Readonly<Record<string, RegExp>>;
  /** By operation: the members that are read here, as `Entries[].Source`. Another that the model knows is refused. */
  readonly served: Readonly<Record<string, readonly string[]>>;
}

/**
 * Holds a request against AWS's model of it: types, required members, lengths, patterns and sets, all faults at once.
 * A member that the model does not know is let pass, as AWS does; one that it knows and that is not read here is refused
 * by its name.
 * @throws AwsError SerializationException or the service's own
 */
export function checkRequest(rules: RequestRules, operation: string, input: unknown): void {
  const served = rules.served[operation];
  if (!served) throw unlisted(rules, operation);
  const model = modelOf(rules.service);
  const shape = inputOf(rules.service, operation);
  if (compiled.get(rules, operation, () => passes(model, shape, '', served))(input)) return;
  checkTypes(model, shape, input, '');
  const code = rules.code ?? 'ValidationException';
  const broken = brokenOf(rules, operation, input);
  if (broken.length > 0) {
    const count = `${broken.length} validation error${broken.length > 1 ? 's' : ''} detected`;
    const fields = rules.fields ? { fields: rules.fields } : {};
    throw new AwsError(code, `${count}: ${broken.join('; ')}`, 400, fields);
  }
  const unserved = unservedIn(model, shape, input, '', served);
  if (unserved.length > 0) throw new NotServed(code, `${operation} with ${unserved.join(', ')}`, 400, served);
}

function brokenOf({ service, ownConstraints, hidesValues, later }: RequestRules, operation: string, input: unknown) {
  if (ownConstraints) return [];
  return brokenConstraints(modelOf(service), inputOf(service, operation), input, '')
    .map((broken) => wordsOf(broken, hidesValues))
    .filter((words) => later?.[operation]?.test(words) !== true);
}

const compiled = new Kept<RequestRules, Passes>();

function unservedIn(model: Model, shape: Shape, value: unknown, path: string, served: readonly string[]): string[] {
  if (shape.type === 'list') {
    const member = shapeOf(model, shape.member?.shape ?? '');
    return [...new Set((value as unknown[]).flatMap((one) => unservedIn(model, member, one, `${path}[]`, served)))];
  }
  if (shape.type !== 'structure') return served.includes(path) ? [] : [path];
  const given = value as Readonly<Record<string, unknown>>;
  return Object.entries(shape.members ?? {}).flatMap(([name, reference]) => {
    const one = given[name];
    if (one === undefined || one === null) return [];
    const at = path === '' ? name : `${path}.${name}`;
    return served.includes(at) ? [] : unservedIn(model, shapeOf(model, reference.shape), one, at, served);
  });
}

const unlisted = ({ service }: RequestRules, operation: string): Error =>
  new Error(
    `${service}:${operation} has no list of the members that are read: add it to \`served\` where that of ${service} stands, ` +
      'and its name to local/aws/requests/models.json; then "npm run aws-models".',
  );

/** @throws Error for an operation whose members are not listed, or that models.json does not hold */
export function checkListed(rules: RequestRules, operation: string): void {
  if (!rules.served[operation]) throw unlisted(rules, operation);
  inputOf(rules.service, operation);
}

/**
 * A service's operations, each behind the check of its request.
 * @throws Error as `checkListed`
 */
export const checkedOperations = (
  rules: RequestRules,
  operations: Readonly<Record<string, Operation>>,
): Record<string, Operation> =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]): [string, Operation] => {
      checkListed(rules, name);
      return [
        name,
        async (input, call) => {
          checkRequest(rules, name, input);
          return operation(input, call);
        },
      ];
    }),
  );
