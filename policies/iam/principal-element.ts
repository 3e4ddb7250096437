import { type Json } from '../../terraform/stack';
import { hasWildcard } from './pattern';

/** A Principal or NotPrincipal element. */
export interface PrincipalElement {
  readonly not: boolean;
  /** `"*"`, or `"AWS": "*"`: anyone. */
  readonly anyone: boolean;
  /** ARNs of roles, users and sessions. */
  readonly arns: readonly string[];
  /** Accounts, written as 12 digits or as the ARN of their root. */
  readonly accounts: readonly string[];
  readonly services: readonly string[];
  /** Identity providers; trust policies only. */
  readonly federated: readonly string[];
}

const ROOT = /^arn:[\w-]+:iam::(\d{12}):root$/;

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * @throws Error for what is no principal; a wildcard may only stand for everyone.
 */
export function parsePrincipal(value: Json, not: boolean): PrincipalElement {
  const none = { not, anyone: false, arns: [], accounts: [], services: [], federated: [] };
  if (value === '*') return { ...none, anyone: true };
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new Error(`Principal must be "*" or an object, found ${JSON.stringify(value)}`);
  }
  const unknown = Object.keys(value).find((type) => !['AWS', 'Service', 'Federated', 'CanonicalUser'].includes(type));
  if (unknown !== undefined) throw new Error(`Principal "${unknown}" must be AWS, Service, Federated or CanonicalUser`);
  if (value['CanonicalUser'] !== undefined) throw new Error('Principal CanonicalUser is not read: use an ARN');
  const aws = textsOf(value['AWS']);
  const named = aws.filter((text) => text !== '*');
  const wild = [...named, ...textsOf(value['Service'])].find((text) => hasWildcard(text));
  if (wild !== undefined) throw new Error(`Principal ${JSON.stringify(wild)} must be "*" or a whole name`);
  const accountOf = (text: string): string | undefined => (/^\d{12}$/.test(text) ? text : ROOT.exec(text)?.[1]);
  const arns = named.filter((text) => accountOf(text) === undefined);
  const odd = arns.find((text) => !/^(arn:[\w-]+:(iam|sts)::|\u27E6)/.test(text));
  if (odd !== undefined) throw new Error(`Principal ${JSON.stringify(odd)} must be an account or an ARN of IAM or STS`);
  return {
    ...none,
    anyone: aws.includes('*'),
    arns,
    accounts: named.map(accountOf).filter((account) => account !== undefined),
    services: textsOf(value['Service']),
    federated: textsOf(value['Federated']),
  };
}

function textsOf(value: Json | undefined): string[] {
  const list = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return list.map((item) => {
    if (typeof item !== 'string') throw new Error(`a principal must be text, found ${JSON.stringify(item)}`);
    return item;
  });
}
