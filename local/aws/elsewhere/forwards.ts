import kept from '../endpoint/service-protocols.json';
import { UserError } from '../../../scripts/user-error';
import { knownCalls } from './services/all';

/** Where calls of a service that is not served here are answered. */
export interface Forward {
  /** The name that requests are signed for. */
  readonly service: string;
  /** `http://127.0.0.1:8000` */
  readonly origin: URL;
  /** The option or variable that names it, for who has to change it. */
  readonly by: string;
}

const OPTION = '--forward';
const VARIABLE = /^AWS_ENDPOINT_URL_(\w+)$/;

/**
 * What a person named, as options and in the environment, out of which it is taken: no process that this one starts gets to
 * see it. An option wins over a variable.
 * @param given of each option, `dynamodb=http://127.0.0.1:8000`
 * @throws UserError for all that is wrong with the options
 */
export function takeForwards(given: readonly string[], variables: Record<string, string | undefined>): Forward[] {
  const faults: string[] = [];
  const byOption = given.flatMap((one) => {
    const at = one.indexOf('=');
    const [service, url] = [one.slice(0, Math.max(at, 0)), one.slice(at + 1)];
    if (at < 1) {
      faults.push(`${OPTION} ${one}: write SERVICE=URL, as in ${OPTION} dynamodb=http://127.0.0.1:8000.`);
      return [];
    }
    if (!Object.hasOwn(kept.services, service)) {
      faults.push(
        `${OPTION} ${one}: no service is signed for as ${service}. It is the name in a request's signature: dynamodb.`,
      );
      return [];
    }
    return read(service, url, `${OPTION} ${one}`, faults);
  });
  const twice = byOption.find(({ service }, index) => byOption.findIndex((one) => one.service === service) !== index);
  if (twice) faults.push(`${OPTION} ${twice.service} is given twice: leave one of them out.`);
  const byVariable = Object.keys(variables).flatMap((name) => {
    const [, id] = VARIABLE.exec(name) ?? [];
    const url = variables[name];
    if (id === undefined || url === undefined) return [];
    delete variables[name];
    const service = serviceOf(name, id);
    return url === '' || service === undefined || byOption.some((one) => one.service === service)
      ? []
      : read(service, url, name, faults);
  });
  if (faults.length > 0) throw new UserError(faults.join('\n'));
  return [...byOption, ...byVariable];
}

/** The variables name a service by its id, which is the name that is signed for of most. */
function serviceOf(variable: string, id: string): string | undefined {
  const name = id.toLowerCase().replaceAll('_', '-');
  const known = Object.entries(knownCalls).find(([, calls]) => calls.variable === variable)?.[0];
  return known ?? (Object.hasOwn(kept.services, name) ? name : undefined);
}

function read(service: string, url: string, by: string, faults: string[]): Forward[] {
  const why = faultOf(url);
  if (why === undefined) return [{ service, origin: new URL(url), by }];
  faults.push(`${by}${by.startsWith(OPTION) ? '' : ` is ${url}`}: ${why} Write http://HOST:PORT or https://HOST:PORT.`);
  return [];
}

function faultOf(url: string): string | undefined {
  if (!URL.canParse(url)) return 'this is no URL.';
  const { protocol, username, password, pathname, search, hash } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return `${protocol.slice(0, -1)} is not spoken.`;
  if (username !== '' || password !== '')
    return 'an emulator gets credentials that open nothing: leave user and password out.';
  if (pathname !== '/') return `requests go to their own paths, and not below ${pathname}.`;
  return search === '' && hash === '' && !/[?#]/.test(url) ? undefined : 'a query or fragment has no place here.';
}
