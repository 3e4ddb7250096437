import { isUtf8 } from 'node:buffer';
import { parseExactly } from './number-text';

/**
 * Why a record could not be converted. Codes, and words where AWS has them:
 * https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html
 */
export class ConversionFailure extends Error {
  constructor(
    readonly code: 'DataFormatConversion.ParseError' | 'DataFormatConversion.MalformedData',
    message: string,
  ) {
    super(message);
  }
}

export type JsonObject = Record<string, unknown>;

/**
 * The JSON documents of a record: one, or several one after another (`{"a":1}{"b":1}`), with or without white space.
 * An array is no valid input. https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 */
export function documentsOf(data: Buffer): JsonObject[] {
  if (!isUtf8(data)) throw malformed('The data cannot be decoded as UTF-8.');
  const text = data.toString();
  if (text.length > 2 * deepest && depthOf(text) > deepest) throw new ConversionFailure(parseErrorCode, tooDeep);
  const whole = tryParse(text);
  if (whole !== undefined) return [objectOf(whole)];
  const documents: JsonObject[] = [];
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const end = endOfObject(text, at);
    const parsed = end === undefined ? undefined : tryParse(text.slice(at, end));
    if (parsed === undefined || end === undefined) throw parseError();
    documents.push(objectOf(parsed));
    at = end;
  }
  if (documents.length === 0) throw malformed('The record was empty or contained only whitespace.');
  return documents;
}

const parseErrorCode = 'DataFormatConversion.ParseError';
const parseError = (): ConversionFailure => new ConversionFailure(parseErrorCode, 'Encountered malformed JSON');
const malformed = (message: string): ConversionFailure =>
  new ConversionFailure('DataFormatConversion.MalformedData', message);

/**
 * Where Jackson, with which AWS parses, ends by default.
 * https://fasterxml.github.io/jackson-core/javadoc/2.15/com/fasterxml/jackson/core/StreamReadConstraints.html
 */
const deepest = 1000;
const tooDeep = `Encountered malformed JSON. Document nesting depth exceeds the maximum allowed (${deepest})`;

/** How many braces and brackets are open at once, at most; counted, since what reads by recursion may not be tried. */
function depthOf(text: string): number {
  let [depth, most] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 0x22) at = endOfString(text, at);
    else if (char === 0x7b || char === 0x5b) most = Math.max(most, ++depth);
    else if (char === 0x7d || char === 0x5d) depth--;
  }
  return most;
}

/** What is JSON, but no object, is no data of the table: only what cannot be parsed is a ParseError. */
function objectOf(value: unknown): JsonObject {
  if (Array.isArray(value)) throw malformed('Data does not match the schema.');
  if (value !== null && typeof value === 'object') return value as JsonObject;
  throw malformed('The input JSON contained a primitive at the top level. The top level must be an object or array.');
}

function tryParse(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    return undefined;
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
  return at;
}

/** Where the object that starts at `from` ends; undefined when it starts with no brace or does not end. */
function endOfObject(text: string, from: number): number | undefined {
  if (text.charAt(from) !== '{') return undefined;
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') at = endOfString(text, at);
    else if (char === '{' || char === '[') depth++;
    else if ((char === '}' || char === ']') && --depth === 0) return at + 1;
  }
  return undefined;
}

/** Where the quote is that ends the string which starts at `from`; past the text when none does. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  for (; at < text.length && text.charAt(at) !== '"'; at++) if (text.charAt(at) === '\\') at++;
  return at;
}
