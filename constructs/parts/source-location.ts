import { readFileSync } from 'node:fs';
import { type IConstruct, Node } from 'constructs';
import { inlineLines, type SourceLines } from '../../scripts/text/source-lines';

/** Relative to the repository's root. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
}

const OURS = /^.*[\\/]((?:constructs|environments)[\\/][\w./\\-]+\.ts)$/;

/** Shared parts stand for whoever uses them: a role's policy is "written" where the role is asked for. */
const PARTS = /^constructs\/parts\//;

/** These only write statements down; the statement is written where they are called. */
const BUILDERS = /^constructs\/(parts\/(source-location|policy)|deploy-access\/deployed)\.ts/;

/** The nearest call in `constructs/` or `environments/` that `skip` does not match. */
function callSite(skip: RegExp): SourceLocation | undefined {
  for (const site of callSites()) {
    const { path, line } = original(site);
    const [, ours] = OURS.exec(path) ?? [];
    const file = ours?.replaceAll('\\', '/');
    // The package `constructs` has a folder of that name too.
    if (file !== undefined && !path.includes('node_modules') && !skip.test(file)) return { file, line };
  }
  return undefined;
}

/** Asked for as they are: Node would map every frame of a trace, and each map of a package costs milliseconds. */
function callSites(): NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 30;
    Error.prepareStackTrace = (_, sites) => sites;
    return new Error().stack as unknown as NodeJS.CallSite[];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const bundles = new Map<string, SourceLines | undefined>();

/** The map of a bundle, which is read when it is first asked for; a test's files have theirs mapped already. */
function linesOf(path: string): SourceLines | undefined {
  if (!/node_modules.\.cache.run./.test(path)) return undefined;
  if (!bundles.has(path)) bundles.set(path, inlineLines(readFileSync(path, 'latin1')));
  return bundles.get(path);
}

/** A call's place in TypeScript, when its file has a source map; else as it runs. */
function original(site: NodeJS.CallSite): { path: string; line: number } {
  const path = site.getFileName() ?? '';
  const line = site.getLineNumber() ?? 0;
  const found = linesOf(path)?.at(line, site.getColumnNumber() ?? 1);
  return found ? { path: found.source, line: found.line } : { path, line };
}

/** `FILE:LINE` that asks for what is being made, for errors: parts stand for whoever uses them. */
export function askedFor(): string {
  const location = callSite(PARTS);
  return location ? `${location.file}:${location.line}` : 'a construct';
}

const elements = new WeakMap<Node, SourceLocation>();
const statements = new WeakMap<object, SourceLocation>();
const held = new WeakMap<Node, Record<string, SourceLocation>>();

// CDKTF asks `constructs` for a stack trace of each element, but constructs 10 takes none unless told to. We keep the
// one line of it that matters, beside the stack and not in it: a trace holds absolute paths.
const { addMetadata } = Node.prototype;
Node.prototype.addMetadata = function (this: Node, type, data, options) {
  if (type === 'stacktrace') {
    const location = callSite(PARTS);
    if (location) elements.set(this, location);
  }
  addMetadata.call(this, type, data, options);
};

/** Remembers where a statement is written; call it in the function that writes it. */
export function locate<Statement extends object>(statement: Statement): Statement {
  const location = callSite(BUILDERS);
  if (location) statements.set(statement, location);
  return statement;
}

/** Says which statements an element's policy holds, for `sources.json`. */
export function holds(element: IConstruct, policy: readonly { readonly Sid: string }[]): void {
  const locations: Record<string, SourceLocation> = held.get(element.node) ?? {};
  for (const statement of policy) {
    const location = statements.get(statement);
    if (location) locations[statement.Sid] = location;
  }
  held.set(element.node, locations);
}

/** Where an element is written and, by `Sid`, where the statements of its policy are. */
export function sourceOf(
  element: IConstruct,
): (SourceLocation & { readonly statements?: Readonly<Record<string, SourceLocation>> }) | undefined {
  const location = elements.get(element.node);
  const policy = held.get(element.node);
  return location && { ...location, ...(policy && { statements: policy }) };
}
