import * as ts from 'typescript';
import { UserError } from '../../../scripts/user-error';
import type { Recipient } from './recipients';

/** A setting's value as it shall stand in the file. */
export type Value = string | readonly Recipient[];

/** An object literal in a file: the settings of an environment, or of GitHub. */
export interface Place {
  /** For the errors, from the repository's root. */
  readonly file: string;
  /** Properties that it has, by which it is known among others; `environment: 'dev'`. */
  readonly with: Readonly<Record<string, string | undefined>>;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A file of settings with other values in it: only what must change is replaced, by its place in the syntax tree, and the
 * requests to edit these settings are taken out. All else stays, comments too.
 * @throws UserError naming each setting that is written as something else than a literal, which it takes a person to edit
 */
export function editLiterals(text: string, place: Place, values: Readonly<Record<string, Value>>): string {
  const source = ts.createSourceFile(place.file, text, ts.ScriptTarget.Latest, true);
  const object = objectIn(source, place);
  const faults: string[] = [];
  const edits = Object.entries(values).flatMap(([name, value]): Edit[] => {
    const property = object.properties.find((one) => one.name !== undefined && nameOf(one.name) === name);
    const found = property && ts.isPropertyAssignment(property) ? literalEdits(property.initializer, value) : undefined;
    if (!property || !found) {
      const written = property ? `is written as ${shortened(property.getText(source))}` : 'is not written there';
      faults.push(
        `  ${place.file}: ${name} ${written}; give it the value ${literal(value)} by hand, or write a literal`,
      );
      return [];
    }
    return [...found, ...requestsAfter(text, property.end)];
  });
  if (faults.length > 0) throw new UserError(faults.join('\n'));
  return edits
    .sort((one, another) => another.start - one.start)
    .reduce((edited, { start, end, text: put }) => edited.slice(0, start) + put + edited.slice(end), text);
}

function objectIn(source: ts.SourceFile, { file, with: wanted }: Place): ts.ObjectLiteralExpression {
  const found: ts.ObjectLiteralExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node) && hasAll(node, wanted)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  const [object, another] = found;
  const named = Object.entries(wanted).map(([name, value]) => (value === undefined ? name : `${name}: '${value}'`));
  if (!object || another) {
    throw new UserError(
      `  ${file}: has ${found.length} objects with ${named.join(' and ')}; one was expected, edit it by hand`,
    );
  }
  return object;
}

const hasAll = ({ properties }: ts.ObjectLiteralExpression, wanted: Place['with']): boolean =>
  Object.entries(wanted).every(([name, value]) =>
    properties.some(
      (one) =>
        one.name !== undefined &&
        nameOf(one.name) === name &&
        (value === undefined || (ts.isPropertyAssignment(one) && textOf(one.initializer) === value)),
    ),
  );

const nameOf = (name: ts.PropertyName): string | undefined =>
  ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;

/** Without what changes its type alone. */
function bare(node: ts.Expression): ts.Expression {
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)
    ? bare(node.expression)
    : node;
}

function textOf(node: ts.Expression): string | undefined {
  const literalNode = bare(node);
  return ts.isStringLiteralLike(literalNode) ? literalNode.text : undefined;
}

/** What turns a literal into the value; undefined where it is none, or holds what would be lost. */
function literalEdits(node: ts.Expression, value: Value): Edit[] | undefined {
  const inner = bare(node);
  if (typeof value === 'string') {
    if (textOf(inner) === undefined) return undefined;
    return textOf(inner) === value ? [] : [replace(inner, value)];
  }
  if (!ts.isArrayLiteralExpression(inner)) return undefined;
  const present = inner.elements.map(recipientIn);
  if (present.some((one) => one === undefined)) return undefined;
  if (present.length !== value.length) return hasComment(inner) ? undefined : [replace(inner, value)];
  return present.flatMap((one, index) => {
    const { protocol = '', endpoint = '' } = value[index] ?? {};
    if (!one) return [];
    return [
      ...(textOf(one.protocol) === protocol ? [] : [replace(one.protocol, protocol)]),
      ...(textOf(one.endpoint) === endpoint ? [] : [replace(one.endpoint, endpoint)]),
    ];
  });
}

function recipientIn(node: ts.Expression) {
  const object = bare(node);
  if (!ts.isObjectLiteralExpression(object) || object.properties.length !== 2) return undefined;
  const [protocol, endpoint] = ['protocol', 'endpoint'].map((name) => {
    const found = object.properties.find((one) => one.name !== undefined && nameOf(one.name) === name);
    return found && ts.isPropertyAssignment(found) && textOf(found.initializer) !== undefined
      ? bare(found.initializer)
      : undefined;
  });
  return protocol && endpoint ? { protocol, endpoint } : undefined;
}

const replace = (node: ts.Node, value: Value): Edit => ({
  start: node.getStart(),
  end: node.end,
  text: literal(value),
});

/** As the formatter would have it here, unless the line grows too long. */
function literal(value: Value): string {
  if (typeof value === 'string') {
    const escaped = JSON.stringify(value);
    return escaped === `"${value}"` && !value.includes("'") ? `'${value}'` : escaped;
  }
  const items = value.map(
    ({ protocol, endpoint }) => `{ protocol: ${literal(protocol)}, endpoint: ${literal(endpoint)} }`,
  );
  return `[${items.join(', ')}]`;
}

function hasComment(node: ts.Node): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, node.getText());
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token === ts.SyntaxKind.SingleLineCommentTrivia || token === ts.SyntaxKind.MultiLineCommentTrivia) return true;
  }
  return false;
}

/** The comments "EDIT before a real deploy" behind a property, with the space before them. */
function requestsAfter(text: string, end: number): Edit[] {
  const from = text[end] === ',' ? end + 1 : end;
  return (ts.getTrailingCommentRanges(text, from) ?? [])
    .filter(({ pos, end: last }) => /^\/\/\s*EDIT before a real deploy\.?\s*$/.test(text.slice(pos, last)))
    .map(({ pos, end: last }) => ({ start: text.slice(0, pos).trimEnd().length, end: last, text: '' }));
}

const shortened = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
};
