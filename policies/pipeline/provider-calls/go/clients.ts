import { type Declaration } from './file';

/** The services of AWS whose names for an SDK's package, or for the provider's client, are not IAM's. */
const IAM_NAMES: Readonly<Record<string, string>> = {
  cloudwatchlogs: 'logs',
  eventbridge: 'events',
  s3control: 's3',
  sfn: 'states',
};

const iamName = (name: string): string => IAM_NAMES[name.toLowerCase()] ?? name.toLowerCase();

/** Of either version of the SDK; v1 has its clients' interfaces in a package below. */
const SDK = /^github\.com\/aws\/aws-sdk-go(?:-v2)?\/service\/(\w+)(?:\/\w+iface)?$/;

/** The service, by IAM's name, whose SDK a file calls `alias`. */
export function sdkService({ file }: Declaration, alias: string): string | undefined {
  const name = SDK.exec(file.imports.get(alias) ?? '')?.[1];
  return name === undefined ? undefined : iamName(name);
}

/** How the provider hands out a service's client: `meta.(*conns.AWSClient).LambdaClient(ctx)`, `…Conn(ctx)` before. */
export const GETTER = /\.(\w+?)(?:Client|Conn)\((?:ctx|context\.\w+\(\))?\)/g;

export const getterService = (name: string): string => iamName(name);

/** Names that stand for a service's client within a declaration: parameters of its type, and what a getter's result is given to. */
export function clientsOf(one: Declaration): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', alias = '', type = ''] of one.text.matchAll(/\b(\w+) \*?(\w+)\.(\w+)\b/g)) {
    const service = sdkService(one, alias);
    // v2 calls every client Client, v1 each by its service, and its interface KMSAPI.
    const v1 = SDK.exec(one.file.imports.get(alias) ?? '')?.[1];
    const isClient = type === 'Client' || type.replace(/API$/, '').toLowerCase() === v1;
    if (service !== undefined && isClient) found.set(name, service);
  }
  for (const [, name = '', getter = ''] of one.text.matchAll(
    /\b(\w+) :?= [\w.()*]*?\.(\w+?)(?:Client|Conn)\((?:ctx|context\.\w+\(\))?\)(?=\s*(?:\n|;|\{))/g,
  )) {
    // A bucket of S3 Express has another client, under the same name: what is called on it, is called on S3.
    if (!found.has(name)) found.set(name, getterService(getter));
  }
  return found;
}
