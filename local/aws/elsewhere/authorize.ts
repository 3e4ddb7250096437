import { catalog } from '../../../catalog/all';
import { type IamCatalog } from '../../../policies/iam/iam-catalog';
import { keyOfCall, partOfResources } from '../../../policies/iam/unread-of-call';
import { place as placeOf } from '../../../policies/findings/report';
import { fromAwsJson } from '../endpoint/json';
import { type Protocol } from '../endpoint/protocol';
import { type HttpRequest } from '../endpoint/protocols';
import { type AccessControl } from '../shared/access-control';
import { type Call, type Mark } from '../shared/call';
import { Kept } from '../shared/kept';
import { type Place } from './services/known-calls';
import { knownCalls } from './services/all';

/** A request of a service that is not served here. */
export interface Asked {
  /** The name that requests are signed for. */
  readonly service: string;
  /** Undefined where only the service's model could tell. */
  readonly operation: string | undefined;
  readonly protocol: Protocol;
  readonly request: HttpRequest;
  readonly call: Call;
}

interface Wanted extends Asked {
  readonly place: Place;
  /** What answers it is written down here. */
  readonly isStandIn: boolean;
}

/** What is not known of a call, so that nobody can say whether AWS would allow it. */
export class Undecided extends Error {}

/**
 * Holds a call of a service that is not served here against its caller's policies. Of those in services/ it is known which
 * rights a call takes; of any other, the action alone, and a grant on `*` is what allows it.
 * @throws AccessDenied; Undecided, with what is not known; AwsError for a request that can't be read
 */
export async function authorizeElsewhere(wanted: Wanted, control: AccessControl): Promise<void> {
  const { service, operation, protocol, request, call, place } = wanted;
  if (operation === undefined) throw new Undecided('which action this call is for is not known here');
  const known = knownCalls[service];
  if (!known) return authorizeOnAll(wanted, operation, control);
  if (protocol !== 'json') throw new Undecided(`its calls are read in JSON here, and this one is in ${protocol}`);
  const rightsOf = Object.hasOwn(known.operations, operation) ? known.operations[operation] : undefined;
  if (!rightsOf) {
    const names = Object.keys(known.operations).join(', ');
    throw new Undecided(`which rights this call takes is not known here; it is of ${names}`);
  }
  for (const { action, resource } of rightsOf(fromAwsJson(request.body.whole), place)) {
    checkKeys(control, call, action);
    call.require(action, resource, {}, markOf(wanted));
  }
}

const catalogs = new Kept<AccessControl, Promise<IamCatalog>>();

/** Loaded when needed: most runs call no such service. */
async function readCatalog(prefix: string): Promise<IamCatalog> {
  const { IamCatalog } = await import('../../../policies/iam/iam-catalog');
  return IamCatalog.load([prefix]);
}

async function authorizeOnAll(wanted: Wanted, operation: string, control: AccessControl): Promise<void> {
  const { service, call } = wanted;
  const prefix = catalog.find((one) => (one.signedAs ?? one.prefix) === service)?.prefix ?? service;
  const known = await catalogs.get(control, prefix, () => readCatalog(prefix));
  const [action] = known.action(prefix, operation.toLowerCase());
  if (!action) throw new Undecided('which action this call is for is not known here');
  const name = `${prefix}:${action.name}`;
  checkKeys(control, call, name);
  const part = partOfResources(control.access, call.principal, name);
  if (part && !action.wildcardOnly) {
    const at = part.where ? ` (${placeOf(part.where)})` : '';
    throw new Undecided(`which resource this call is for is not known here, and a policy is about ${part.what}${at}`);
  }
  call.require(name, '*', {}, markOf(wanted));
}

const markOf = ({ isStandIn }: Wanted): Mark => (isStandIn ? { standIn: true } : {});

function checkKeys({ access }: AccessControl, { principal }: Call, action: string): void {
  const key = keyOfCall(access, principal, action, action.slice(0, action.indexOf(':')));
  if (!key) return;
  const at = key.where ? `, under which ${placeOf(key.where)} is,` : '';
  throw new Undecided(`the condition key ${key.what}${at} is not derived from a call here`);
}
