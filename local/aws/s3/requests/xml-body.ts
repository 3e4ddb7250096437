import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { malformedXml, S3Error } from './s3-error';

/** Text as it stands: spaces are part of a key, and references are read below, numeric ones too (Go writes a quote as `&#34;`). */
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  removeNSPrefix: true,
  tagValueProcessor: (_, text) => resolved(text),
});

/** More than the longest list of parts or keys that S3 takes. */
const largest = 4 * 1024 * 1024;

export type Element = Readonly<Record<string, unknown>>;

/** The content of a body's root element. @throws S3Error MalformedXML for another root, and what is no XML */
export function elementOf(body: Buffer, root: string): Element {
  if (body.length > largest) throw new S3Error('MaxMessageLengthExceeded', 'Your request was too big.');
  const text = body.toString('utf8');
  // Entities of its own could make much of little: https://owasp.org/www-community/vulnerabilities/XML_External_Entity_(XXE)_Processing
  if (text.includes('<!DOCTYPE') || XMLValidator.validate(text) !== true) throw malformedXml();
  const parsed = parser.parse(text) as Element;
  if (!Object.hasOwn(parsed, root)) throw malformedXml();
  return childrenOf(parsed[root]);
}

/** An element's content; of an empty one, none. @throws S3Error MalformedXML for text */
export function childrenOf(value: unknown): Element {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Element;
  if (typeof value === 'string' && value.trim() === '') return {};
  throw malformedXml();
}

/** All elements of that name. */
export const elementsOf = (parent: Element, name: string): Element[] => {
  const value = Object.hasOwn(parent, name) ? parent[name] : undefined;
  return value === undefined ? [] : [value].flat().map(childrenOf);
};

/** An element's text. @throws S3Error MalformedXML for an element that comes twice or has children */
export function textOf(parent: Element, name: string): string | undefined {
  const value = Object.hasOwn(parent, name) ? parent[name] : undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw malformedXml();
}

/** @throws S3Error MalformedXML for an element that is not one of these */
export function only(parent: Element, names: readonly string[]): void {
  if (Object.keys(parent).some((name) => name !== '#text' && !names.includes(name))) throw malformedXml();
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function resolved(text: string): string {
  return text.replaceAll(
    /&(?:#(\d+)|#[xX]([\da-fA-F]+)|(\w+));/g,
    (whole, decimal: string, hex: string, name: string) => {
      if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
      const point = decimal === undefined ? parseInt(hex, 16) : Number(decimal);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}
