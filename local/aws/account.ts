import { catalog, typeOf } from '../../catalog/all';
import { type Service } from '../../catalog/entry';
import { placeOf } from '../../catalog/place-of';
import { type Access, readAccess } from '../../policies/iam/access';
import { type Principal } from '../../policies/iam/authorize';
import { UserError } from '../../scripts/user-error';
import { readNeighbours } from '../../terraform/stacks/neighbours';
import { type Stack } from '../../terraform/stack';
import { localServices } from './all';
import { Elsewhere } from './elsewhere/elsewhere';
import { type Forward } from './elsewhere/forwards';
import { type Answering } from './elsewhere/answering';
import { createTables } from './elsewhere/tables';
import { CredentialStore, type LocalCredentials } from './endpoint/credentials';
import { type WireService } from './endpoint/protocols';
import { type Beside, Endpoint, type Interposer } from './endpoint/server';
import { type People, peopleOf } from './iam/people';
import { type Answers, type Host, type Keeping, type LocalService, type Stood } from './service';
import { AccessControl, type Use } from './shared/access-control';
import { type Clock } from './shared/clock';
import { standIns as written } from '../stand-ins/all';

export interface StandUpOptions extends Answering {
  readonly clock: Clock;
  /** Of this run: objects, zips and unpacked functions lie in it. */
  readonly folder: string;
  /** A free one when absent. */
  readonly port?: number;
  /** Hears of every permission that is used or refused, and when. */
  readonly record?: (use: Use, at: Date | undefined) => void;
  /** Stands between clients and the account. */
  readonly interpose?: Interposer;
}

type Listed = typeof localServices;
type ValueOf<Name extends keyof Listed> = Awaited<ReturnType<Listed[Name]['standUp']>>['value'];
type Values = {
  readonly [Name in keyof Listed as ValueOf<Name> extends undefined ? never : Name]: ValueOf<Name>;
};

type Services = Readonly<Record<string, LocalService<unknown, never>>>;

/** A stack, stood up on this machine: each service by its name, and what they stand on. */
export interface Account extends Values, People {
  readonly stack: Stack;
  readonly access: Access;
  /** Decides, and holds the refusals. */
  readonly accessControl: AccessControl;
  readonly clock: Clock;
  /** The services that are not served here. */
  readonly elsewhere: Elsewhere;
  /** How requests reach each service, by its name in all.ts. */
  readonly wires: Readonly<Record<string, WireService>>;
  /** What `AWS_ENDPOINT_URL` is set to. */
  readonly endpoint: string;
  credentialsFor(principal: Principal): LocalCredentials;
  /** From now on, what nobody signed is offered to it first, at the endpoint's own address. */
  serveBeside(beside: Beside): void;
  /** How each service that holds something keeps it, by its name in all.ts; undefined: it does not. */
  readonly keepings: Readonly<Record<string, (() => Keeping) | undefined>>;
  /** As it is for whoever stops it: what clients were told is accepted is delivered. @returns what kept it from that */
  end(): Promise<unknown[]>;
  /** At once. */
  close(): Promise<void>;
}

/**
 * Builds everything that the stack describes, and serves it on loopback.
 * @throws UserError for a stack that can't be read or a port that can't be had; AccessDenied when a role lacks what AWS
 * asks of it at creation
 */
export async function standUp(
  stack: Stack,
  { clock, folder, port, record, interpose, forwards = [], standIns = written }: StandUpOptions,
  list: Services = localServices,
): Promise<Account> {
  checkTypes(stack, list);
  const access = readAccess(stack, readNeighbours(stack));
  const accessControl = new AccessControl(access, record, () => clock.now());
  const credentials = new CredentialStore();
  const credentialsFor = (principal: Principal) => credentials.issue(principal);
  const stood = await standAll(list, {
    stack,
    access: accessControl,
    clock,
    folder,
    credentialsFor,
    endpointUrl: () => endpoint.url,
  });
  const all = [...stood.values()];
  /** By the name that requests are signed for. */
  const bySignedName = <Of>(of: (one: { readonly name: string; readonly service: Service }) => Of | undefined) =>
    Object.fromEntries(
      Object.entries(list).flatMap(([name, { service }]): [string, Of][] => {
        const value = of({ name, service });
        return value === undefined ? [] : [[service.signedAs ?? service.prefix, value]];
      }),
    );
  const services = bySignedName(({ name }) => stood.get(name)?.wire);
  const to = forwards.filter((forward) => isElsewhere(forward, services));
  let beside: Beside | undefined;
  const elsewhere = new Elsewhere({ access: accessControl, place: stack, forwards: to, standIns });
  const answers: Answers = ({ signedAs, prefix }, operation) => {
    const name = signedAs ?? prefix;
    const served = Object.hasOwn(services, name) ? services[name]?.operations : undefined;
    if (!served) return elsewhere.lacks(name, operation);
    return served.includes(operation) ? undefined : `served of ${name} are ${served.join(', ')}`;
  };
  for (const { check } of all) await check?.(answers);
  await createTables(stack, to);
  const endpoint = await Endpoint.listen({
    access: accessControl,
    region: stack.region,
    clock,
    credentials,
    callSite: (principal, frames) =>
      all.map(({ callSite }) => callSite?.(principal, frames)).find((one) => one !== undefined),
    ...(port === undefined ? {} : { port }),
    ...(interpose ? { interpose } : {}),
    beside: (request, response) => beside?.(request, response) ?? false,
    services,
    elsewhere: (name) => elsewhere.wireOf(name),
    homes: bySignedName(({ service }) => `local/aws/${service.name}/`),
  });
  return {
    ...(Object.fromEntries([...stood].map(([name, { value }]) => [name, value])) as unknown as Values),
    ...peopleOf(stack),
    stack,
    access,
    accessControl,
    clock,
    elsewhere,
    wires: Object.fromEntries([...stood].flatMap(([name, { wire }]) => (wire ? [[name, wire]] : []))),
    endpoint: endpoint.url,
    credentialsFor,
    serveBeside: (one) => void (beside = one),
    keepings: Object.fromEntries(
      [...stood].filter(([name]) => list[name]?.holds !== 'nothing').map(([name, { keep }]) => [name, keep]),
    ),
    async end() {
      for (const { stop } of all) await stop?.();
      await endpoint.finish();
      const lost: unknown[] = [];
      for (const { deliver } of all) await deliver?.().catch((error: unknown) => lost.push(error));
      for (const { close } of [...all].reverse()) await close?.();
      return lost;
    },
    async close() {
      for (const { stop } of all) await stop?.();
      await endpoint.close();
      for (const { close } of [...all].reverse()) await close?.();
    },
  };
}

/** @throws UserError for an option that names a service which is served; a variable may be there for other programs */
function isElsewhere({ service, by }: Forward, served: Readonly<Record<string, WireService>>): boolean {
  if (!Object.hasOwn(served, service)) return true;
  if (!by.startsWith('--')) return false;
  throw new UserError(`${by}: ${service} is served here: leave the option out.`);
}

/** In the list's order: each gets what it needs of those before it. */
async function standAll(list: Services, host: Host): Promise<Map<string, Stood<unknown>>> {
  const stood = new Map<string, Stood<unknown>>();
  for (const [name, service] of Object.entries(list)) {
    const needs = Object.keys(service.needs).map((need): [string, unknown] => {
      const found = stood.get(need);
      if (!found) throw new Error(`local/aws/all.ts: ${name} needs ${need}, which does not stand before it.`);
      return [need, found.value];
    });
    stood.set(name, await service.standUp(host, Object.fromEntries(needs) as never));
  }
  return stood;
}

/** @throws UserError for a type that the catalogue says is stood up, and no service stands up */
function checkTypes(stack: Stack, list: Services): void {
  const stands = new Set(Object.values(list).flatMap((service) => service.stands));
  const missing = stack.blocks.filter(
    ({ kind, type }) => kind === 'resource' && typeOf(type)?.local === 'stood up' && !stands.has(type),
  );
  if (missing.length === 0) return;
  throw new UserError(
    missing
      .map(
        ({ address, type }) =>
          `${address}: ${placeOf(type)} says that ${type} is stood up, and no service of local/aws/all.ts does: ` +
          `stand it up in local/aws/${catalog.find(({ types }) => Object.hasOwn(types, type))?.name ?? ''}/, and add it to \`stands\` in its service.ts.`,
      )
      .join('\n'),
  );
}
