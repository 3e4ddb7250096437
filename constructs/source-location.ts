import { type IConstruct, Node } from 'constructs';

/** Relative to the repository's root. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
}

const OURS = /.*[\\/]((?:constructs|environments)[\\/][\w./\\-]+\.ts):(\d+)/;

/** Shared parts stand for whoever uses them: a role's policy is "written" where the role is asked for. */
const PARTS = /^constructs\/(parts\/|source-location\.ts|policy\.ts)/;

/** These only write statements down; the statement is written where they are called. */
const BUILDERS = /^constructs\/(source-location|policy)\.ts/;

/**
 * The nearest call in `constructs/` or `environments/` that `skip` does not match. Node maps stack traces back to
 * TypeScript (`--enable-source-maps`, or jest's own support).
 */
function callSite(skip: RegExp): SourceLocation | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 30;
  const stack = new Error().stack ?? '';
  Error.stackTraceLimit = limit;
  for (const frame of stack.split('\n').slice(1)) {
    if (frame.includes('node_modules/constructs/')) continue;
    const [, path, line] = OURS.exec(frame) ?? [];
    if (path === undefined) continue;
    const file = path.replaceAll('\\', '/');
    if (!skip.test(file)) return { file, line: Number(line) };
  }
  return undefined;
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
