import type * as Parser from '@babel/parser';

/** Loaded when a text is read: most readings are kept, and it is a third of what a proof would load. */
const parser = (): typeof Parser =>
  // oxlint-disable-next-line typescript/no-require-imports -- an import would load it at once
  require('@babel/parser') as typeof Parser;

/** A value that a source file takes from another module: `*` for all of it, `default` for its default. */
export interface Import {
  readonly from: string;
  readonly names: readonly string[];
  readonly line: number;
}

/** What can't be followed in a source, and where. */
export interface Unread {
  readonly line: number;
  readonly reason: string;
}

/** Of one source file. */
export interface SourceReading {
  readonly imports: Import[];
  readonly unread: Unread[];
}

/** Globals that call nobody. Whatever else a source names must be its own. */
const GLOBALS = new Set(
  (
    'AbortController AbortSignal Array BigInt Boolean Buffer Date Error Infinity Intl JSON Map Math NaN Number Object ' +
    'Promise RangeError RegExp Set String Symbol TextDecoder TextEncoder TypeError URL URLSearchParams Uint8Array ' +
    'WeakMap WeakSet clearTimeout console decodeURIComponent encodeURIComponent isFinite isNaN parseFloat parseInt ' +
    'process setTimeout structuredClone undefined'
  ).split(' '),
);

/** What leads from a value to code that nobody can read, or into a client's inside. */
const HIDDEN_MEMBERS = ['constructor', '__proto__', 'middlewareStack', 'requestHandler', 'signer'];

/** A node of the syntax tree, as https://github.com/babel/babel/blob/main/packages/babel-parser/ast/spec.md has them. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly loc: { readonly start: { readonly line: number } };
  readonly [field: string]: unknown;
}

/** Where a node stands: in another, which stands in turn somewhere. */
type Place = { readonly node: Node; readonly within: Place } | undefined;

function nearest(place: Place, is: (node: Node) => boolean): Node | undefined {
  for (let at = place; at; at = at.within) if (is(at.node)) return at.node;
  return undefined;
}

/** TypeScript's that hold a value; all others are of types alone. */
const VALUES =
  /^TS(As|NonNull|Satisfies|Instantiation)Expression$|^TSTypeAssertion$|^TSEnum|^TSParameterProperty$|^TSExportAssignment$/;
const BLOCKS = /^(BlockStatement|Program|StaticBlock|SwitchStatement|For\w*Statement|CatchClause|TSModuleBlock)$/;
const FUNCTIONS = /^(Function(Declaration|Expression)|ArrowFunctionExpression|ObjectMethod|Class(Private)?Method)$/;

const isBlock = ({ type }: Node): boolean => BLOCKS.test(type);
const isFunction = ({ type }: Node): boolean => FUNCTIONS.test(type);

/** The imports of values in a TypeScript source, and all in it that may call somebody in a way that no import tells. */
export function readSource(text: string): SourceReading {
  const program = parser().parse(text, { sourceType: 'module', plugins: ['typescript'], attachComment: false })
    .program as unknown as Node;
  const imports: Import[] = [];
  const unread: Unread[] = [];
  const scopes = new Map<string, Set<Node>>();
  const used: { readonly node: Node; readonly within: Place }[] = [];
  const refuse = (node: Node, reason: string): number => unread.push({ line: node.loc.start.line, reason });
  const words = ({ start, end }: Node): string => text.slice(start, end);
  const declare = (pattern: unknown, scope: Node | undefined): void => {
    for (const name of namesIn(pattern)) {
      if (scope) scopes.set(name, (scopes.get(name) ?? new Set<Node>()).add(scope));
    }
  };

  const visit = (node: Node, within: Place): void => {
    const { type } = node;
    if (type.startsWith('TS') && !VALUES.test(type)) {
      if (type === 'TSImportEqualsDeclaration') refuse(node, 'uses import = in a way that is not followed');
      return;
    }
    if (type === 'ImportDeclaration') return readImport(node);
    const source = asNode(node['source']);
    if (source && /^Export/.test(type)) {
      if (node['exportKind'] !== 'type')
        imports.push({ from: String(source['value']), names: ['*'], line: lineOf(node) });
      return;
    }
    if (/^(Function|Class)Declaration$|^TSEnumDeclaration$/.test(type)) declare(node['id'], nearest(within, isBlock));
    if (/^(Function|Class)Expression$/.test(type)) declare(node['id'], node);
    if (FUNCTIONS.test(type)) declare(node['params'], node);
    if (type === 'CatchClause') declare(node['param'], node);
    if (type === 'VariableDeclaration') {
      const isVar = node['kind'] === 'var';
      const scope = nearest(within, isVar ? isFunction : isBlock) ?? program;
      for (const declarator of listOf(node['declarations'])) declare(declarator['id'], scope);
    }
    if (type === 'MetaProperty') return void refuse(node, `uses ${words(node)}, which is not followed`);
    if (/^(Optional)?CallExpression$/.test(type)) readCall(node);
    if (/^(Optional)?MemberExpression$/.test(type)) readMember(node);
    if (type === 'Identifier') used.push({ node, within });
    const inner = { node, within };
    for (const child of childrenOf(node)) visit(child, inner);
  };

  function readImport(node: Node): void {
    const from = String(asNode(node['source'])?.['value']);
    const specifiers = listOf(node['specifiers']);
    for (const { local } of specifiers) declare(local, program);
    if (node['importKind'] === 'type') return;
    const names = specifiers
      .filter((one) => one['importKind'] !== 'type')
      .map(({ type, imported }) => {
        if (type === 'ImportDefaultSpecifier') return 'default';
        const taken = asNode(imported);
        return type === 'ImportNamespaceSpecifier' ? '*' : String(taken?.['name'] ?? taken?.['value']);
      });
    if (specifiers.length === 0) names.push('*');
    if (names.length > 0) imports.push({ from, names, line: lineOf(node) });
  }

  function readCall(node: Node): void {
    const callee = asNode(node['callee']);
    const [module] = listOf(node['arguments']);
    const isBeside = module?.type === 'StringLiteral' && isOwnModule(String(module['value']));
    if (callee?.type === 'Import' && !isBeside) refuse(node, `uses ${words(node)} in a way that is not followed`);
    const property = asNode(callee?.['property']);
    if (callee?.['computed'] === true && property && !/Literal$/.test(property.type)) {
      refuse(node, `calls ${words(callee)}, whatever that is`);
    }
  }

  function readMember(node: Node): void {
    const property = asNode(node['property']);
    const name = node['computed'] === true ? literalOf(property) : property?.['name'];
    if (typeof name === 'string' && HIDDEN_MEMBERS.includes(name)) {
      refuse(node, `uses ${name}, behind which nothing is followed`);
    }
    if (!isProcess(asNode(node['object'])) || name === 'env') return;
    refuse(
      node,
      `uses ${typeof name === 'string' ? `process.${name}` : 'a member of process'}, which is not process.env`,
    );
  }

  visit(program, undefined);
  for (const { node, within } of used) {
    const name = String(node['name']);
    const own = scopes.get(name);
    if (own && nearest(within, (one) => own.has(one))) continue;
    if (isProcess(node) && !/MemberExpression$/.test(within?.node.type ?? '')) refuse(node, 'hands process on');
    else if (!GLOBALS.has(name)) refuse(node, `uses ${name}, which is not followed`);
  }
  return { imports, unread };
}

/** A file of the repository's, which is read for itself. */
export const isOwnModule = (from: string): boolean => from.startsWith('.') && !from.includes('node_modules');

const lineOf = ({ loc }: Node): number => loc.start.line;

const asNode = (value: unknown): Node | undefined =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string' ? (value as Node) : undefined;

const listOf = (value: unknown): Node[] =>
  (Array.isArray(value) ? value : [value]).map(asNode).filter((node) => node !== undefined);

const isProcess = (node: Node | undefined): boolean => node?.type === 'Identifier' && node['name'] === 'process';

const literalOf = (node: Node | undefined): unknown => (node?.type === 'StringLiteral' ? node['value'] : undefined);

/** The names that a pattern gives: of a variable, of parameters. */
function namesIn(pattern: unknown): string[] {
  return listOf(pattern).flatMap((node): string[] => {
    if (node.type === 'Identifier') return [String(node['name'])];
    const inner = ['properties', 'elements', 'argument', 'left', 'parameter'].map((field) => node[field]);
    return node.type === 'ObjectProperty' ? namesIn(node['value']) : inner.flatMap(namesIn);
  });
}

/** What a node holds, but for names that stand for no value: of members, keys and labels. */
function childrenOf(node: Node): Node[] {
  const named = node['computed'] !== true && /MemberExpression$|Property$|Method$/.test(node.type);
  const found: Node[] = [];
  for (const field in node) {
    const value = node[field];
    if (typeof value !== 'object' || value === null || field === 'loc') continue;
    if (named && (field === 'property' || field === 'key')) continue;
    if (field === 'label' || field === 'exported' || (field === 'id' && node.type === 'TSEnumMember')) continue;
    if (Array.isArray(value)) found.push(...listOf(value));
    else if (typeof (value as Node).type === 'string') found.push(value as Node);
  }
  return found;
}
