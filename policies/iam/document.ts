import { UserError } from '../../scripts/user-error';
import { keptByText } from '../../scripts/kept';
import { hasOpaque, isOpaque } from '../../terraform/expressions/opaque';
import { type Json, type SourceLocation } from '../../terraform/stack';
import { type ArnPattern, parseArnPattern } from './arn';
import { type Condition, ConditionError, parseCondition } from './conditions';
import { parsePattern, type Token } from './pattern';
import { parsePrincipal, type PrincipalElement } from './principal-element';

/** Which statement of which block. */
export interface StatementRef {
  /** Terraform address of the block that holds the document. */
  readonly address: string;
  readonly sid?: string;
  /** From 0, in the document's order. */
  readonly index: number;
}

/** Patterns of an Action or Resource element; `not` for NotAction and NotResource. */
export interface Element<T> {
  readonly not: boolean;
  readonly patterns: readonly T[];
}

export interface ActionPattern {
  readonly text: string;
  /** Of the lower-cased text: IAM compares actions without regard to case. Most are names, whose tokens nobody asks for. */
  readonly tokens: readonly Token[];
}

export interface ResourcePattern {
  readonly text: string;
  readonly pattern: ArnPattern;
}

export interface Statement {
  readonly ref: StatementRef;
  readonly where?: SourceLocation;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Element<ActionPattern>;
  /** Absent in trust policies, which stand for the role itself. */
  readonly resources?: Element<ResourcePattern>;
  /** Only in resource policies and trust policies. */
  readonly principals?: PrincipalElement;
  readonly conditions: readonly Condition[];
}

/** What kind of document, which tells the elements that its statements must have. */
export type DocumentKind = 'identity' | 'resource' | 'trust';

/** Where a document stands, for errors and for verdicts. */
export interface DocumentSite {
  readonly address: string;
  readonly source?: SourceLocation;
  readonly statements?: Readonly<Record<string, SourceLocation>>;
}

const KNOWN = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
];

/**
 * Reads a policy document.
 * @throws UserError for anything that isn't a policy that can be read whole: a policy that can't be read must never
 * look like one that grants nothing.
 */
export function parseDocument(json: Json | undefined, kind: DocumentKind, site: DocumentSite): Statement[] {
  const document = parseJson(json, site);
  // An older version, and none at all, would take policy variables for plain text.
  const version = document['Version'] ?? null;
  if (version !== '2012-10-17') {
    throw fault(site, `Version must be 2012-10-17, found ${JSON.stringify(version)}`);
  }
  const unknown = Object.keys(document).find((key) => !['Version', 'Id', 'Statement'].includes(key));
  if (unknown !== undefined) throw fault(site, `"${unknown}" is no element of a policy`);
  const statements = listOf(document['Statement']);
  if (statements.length === 0) throw fault(site, 'it has no Statement');
  const sids = statements.map((one) => (isBody(one) ? one['Sid'] : undefined)).filter((sid) => sid !== undefined);
  const twice = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (twice !== undefined) throw fault(site, `Sid ${JSON.stringify(twice)} stands twice: make each unique`);
  return statements.map((body, index) => parseStatement(body, index, kind, site));
}

function parseJson(json: Json | undefined, site: DocumentSite): Body {
  if (json === undefined || json === null || json === '') throw fault(site, 'it is missing');
  if (typeof json !== 'string') throw fault(site, `it must be JSON text, found ${typeof json}`);
  if (isOpaque(json)) throw fault(site, `it is only known after an apply (${json}): write it with JSON.stringify`);
  let document: Json;
  try {
    document = JSON.parse(json) as Json;
  } catch (error) {
    throw fault(site, `it is not JSON (${(error as Error).message})`);
  }
  if (!isBody(document)) throw fault(site, 'it must be a JSON object');
  return document;
}

function parseStatement(body: Json, index: number, kind: DocumentKind, site: DocumentSite): Statement {
  if (!isBody(body)) throw fault(site, `Statement ${index} must be an object`);
  const sid = body['Sid'];
  if (sid !== undefined && typeof sid !== 'string') throw fault(site, `Sid of statement ${index} must be text`);
  const here: DocumentSite = { ...site, address: `${site.address}, statement ${sid ?? index}` };
  const unknown = Object.keys(body).find((key) => !KNOWN.includes(key));
  if (unknown !== undefined) throw fault(here, `"${unknown}" is no element of a statement`);
  const { Effect: effect } = body;
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw fault(here, `Effect must be Allow or Deny, found ${JSON.stringify(effect ?? null)}`);
  }
  const where = (sid === undefined ? undefined : site.statements?.[sid]) ?? site.source;
  const resources = kind === 'trust' && body['Resource'] === undefined ? undefined : readResources(body, here);
  const principals = readPrincipals(body, kind, here);
  return {
    ref: { address: site.address, index, ...(sid === undefined ? {} : { sid }) },
    ...(where ? { where } : {}),
    effect,
    actions: element(body, 'Action', here, (text) => readAction(text, here)),
    ...(resources ? { resources } : {}),
    ...(principals ? { principals } : {}),
    conditions: readConditions(body['Condition'], here),
  };
}

function readAction(text: string, site: DocumentSite): ActionPattern {
  if (!/^(\*+|[a-z0-9-]+:[a-z0-9*?]+)$/i.test(text)) {
    throw fault(site, `Action must be "service:Name" or "*", found ${JSON.stringify(text)}`);
  }
  return action(text);
}

class ReadAction implements ActionPattern {
  #tokens: readonly Token[] | undefined;

  constructor(readonly text: string) {}

  get tokens(): readonly Token[] {
    return (this.#tokens ??= parsePattern(this.text.toLowerCase(), false));
  }
}

const action = keptByText((text): ActionPattern => new ReadAction(text));
const resource = keptByText((text) => {
  const pattern = parseArnPattern(text, true);
  return pattern && { text, pattern };
});

const readResources = (body: Body, site: DocumentSite): Element<ResourcePattern> =>
  element(body, 'Resource', site, (text) => {
    const read = resource(text);
    if (!read) throw fault(site, `Resource must be "*" or an ARN of six parts, found ${JSON.stringify(text)}`);
    return read;
  });

function readPrincipals(body: Body, kind: DocumentKind, site: DocumentSite): PrincipalElement | undefined {
  const [has, hasNot] = [body['Principal'] !== undefined, body['NotPrincipal'] !== undefined];
  if (kind === 'identity') {
    if (has || hasNot) throw fault(site, 'an identity-based policy has no Principal');
    return undefined;
  }
  if (has === hasNot) throw fault(site, 'it needs one of Principal and NotPrincipal');
  // "nor in an IAM role trust policy": https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  if (hasNot && kind === 'trust') throw fault(site, "a role's trust policy has no NotPrincipal");
  try {
    return parsePrincipal(body['Principal'] ?? body['NotPrincipal'] ?? null, hasNot);
  } catch (error) {
    throw fault(site, (error as Error).message);
  }
}

function element<T>(body: Body, name: string, site: DocumentSite, read: (text: string) => T): Element<T> {
  const [plain, not] = [body[name], body[`Not${name}`]];
  if ((plain === undefined) === (not === undefined)) throw fault(site, `it needs one of ${name} and Not${name}`);
  const values = listOf(plain ?? not);
  if (values.length === 0) throw fault(site, `${name} is empty`);
  const patterns = values.map((value) => {
    if (typeof value !== 'string') throw fault(site, `${name} must be text, found ${JSON.stringify(value)}`);
    return read(value);
  });
  return { not: plain === undefined, patterns };
}

function readConditions(value: Json | undefined, site: DocumentSite): Condition[] {
  if (value === undefined) return [];
  if (!isBody(value)) throw fault(site, 'Condition must be an object of operators');
  return Object.entries(value).flatMap(([operator, keys]) => {
    if (!isBody(keys)) throw fault(site, `Condition ${operator} must be an object of keys`);
    return Object.entries(keys).map(([key, values]) => {
      if (hasOpaque(operator) || hasOpaque(key))
        throw fault(site, `Condition ${operator} ${key} is only known after an apply`);
      try {
        return parseCondition(operator, key, listOf(values).map(scalar), true);
      } catch (error) {
        if (error instanceof ConditionError) throw fault(site, error.message);
        throw error;
      }
    });
  });
}

function scalar(value: Json): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new ConditionError(`a condition's value must be text, a number or true/false, found ${JSON.stringify(value)}`);
}

type Body = { [key: string]: Json };

const isBody = (value: Json | undefined): value is Body =>
  value !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value);

const listOf = (value: Json | undefined): Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

function fault({ address, source }: DocumentSite, problem: string): UserError {
  return new UserError(`Policy of ${address}${source ? ` (${source.file}:${source.line})` : ''}: ${problem}.`);
}
