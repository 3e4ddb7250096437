import * as ts from 'typescript';

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

/** The imports of values in a TypeScript source, and all in it that may call somebody in a way that no import tells. */
export function readSource(file: string, text: string): { readonly imports: Import[]; readonly unread: Unread[] } {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const imports: Import[] = [];
  const unread: Unread[] = [];
  /** By name: the nodes within which it is the file's own. */
  const declared = new Map<string, Set<ts.Node>>();
  const used: ts.Identifier[] = [];
  const lineOf = (node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  const refuse = (node: ts.Node, reason: string): number => unread.push({ line: lineOf(node), reason });

  const declare = (name: string, scope: ts.Node): void => {
    declared.set(name, (declared.get(name) ?? new Set<ts.Node>()).add(scope));
  };
  const isOwn = (use: ts.Identifier): boolean => {
    const scopes = declared.get(use.text);
    for (let node: ts.Node | undefined = use.parent; scopes && node; node = node.parent)
      if (scopes.has(node)) return true;
    return false;
  };

  const visit = (node: ts.Node): void => {
    if (ts.isExpressionWithTypeArguments(node)) return visit(node.expression);
    if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) return;
    if (ts.isTypeParameterDeclaration(node)) return;
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isImportDeclaration(node)) return readImport(node);
    if (ts.isExportDeclaration(node)) return readExport(node);
    if (ts.isImportEqualsDeclaration(node)) refuse(node, 'uses import = in a way that is not followed');
    if (ts.isMetaProperty(node)) refuse(node, `uses ${node.getText(source)}, which is not followed`);
    if (ts.isCallExpression(node)) readCall(node);
    if (ts.isPropertyAccessExpression(node)) readMember(node, node.name.text);
    if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
      readMember(node, node.argumentExpression.text);
    } else if (ts.isElementAccessExpression(node) && isProcess(node.expression)) {
      refuse(node, 'uses a member of process that is not process.env');
    }
    if (ts.isIdentifier(node)) {
      if (declares(node)) declare(node.text, scopeOf(node));
      else if (isReference(node)) used.push(node);
    }
    ts.forEachChild(node, visit);
  };

  function readImport(node: ts.ImportDeclaration): void {
    const clause = node.importClause;
    const from = (node.moduleSpecifier as ts.StringLiteral).text;
    if (!clause) return void imports.push({ from, names: ['*'], line: lineOf(node) });
    const bindings = clause.namedBindings;
    if (clause.name) declare(clause.name.text, source);
    if (bindings && ts.isNamespaceImport(bindings)) declare(bindings.name.text, source);
    const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
    for (const element of elements) declare(element.name.text, source);
    if (clause.isTypeOnly) return;
    const names = [
      ...(clause.name ? ['default'] : []),
      ...(bindings && ts.isNamespaceImport(bindings) ? ['*'] : []),
      ...elements.filter((one) => !one.isTypeOnly).map((one) => (one.propertyName ?? one.name).text),
    ];
    if (names.length > 0) imports.push({ from, names, line: lineOf(node) });
  }

  function readExport(node: ts.ExportDeclaration): void {
    if (node.isTypeOnly || !node.moduleSpecifier) return;
    imports.push({ from: (node.moduleSpecifier as ts.StringLiteral).text, names: ['*'], line: lineOf(node) });
  }

  function readCall(node: ts.CallExpression): void {
    const [module] = node.arguments;
    const isBeside = module && ts.isStringLiteral(module) && isOwnModule(module.text);
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword && !isBeside) {
      refuse(node, `uses ${node.getText(source)} in a way that is not followed`);
    }
    const called = node.expression;
    if (ts.isElementAccessExpression(called) && !ts.isLiteralExpression(called.argumentExpression)) {
      refuse(node, `calls ${called.getText(source)}, whatever that is`);
    }
  }

  function readMember(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, name: string): void {
    if (HIDDEN_MEMBERS.includes(name)) refuse(node, `uses ${name}, behind which nothing is followed`);
    if (isProcess(node.expression) && name !== 'env') refuse(node, `uses process.${name}, which is not process.env`);
  }

  visit(source);
  for (const node of used) {
    if (isOwn(node)) continue;
    if (isProcess(node) && !isMemberOf(node)) refuse(node, 'hands process on');
    else if (!GLOBALS.has(node.text)) refuse(node, `uses ${node.text}, which is not followed`);
  }
  return { imports, unread };
}

/** A file of the repository's, which is read for itself. */
export const isOwnModule = (from: string): boolean => from.startsWith('.') && !from.includes('node_modules');

const isProcess = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === 'process';

const isMemberOf = ({ parent }: ts.Identifier): boolean =>
  ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);

/** Whether an identifier gives something a name. */
function declares(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isVariableDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isBindingElement(parent) ||
      ts.isFunctionDeclaration(parent) ||
      ts.isFunctionExpression(parent) ||
      ts.isClassDeclaration(parent) ||
      ts.isClassExpression(parent) ||
      ts.isEnumDeclaration(parent)) &&
    parent.name === node
  );
}

/** Where a name is the file's own: within this node. */
function scopeOf(name: ts.Identifier): ts.Node {
  let node: ts.Node = name.parent;
  // A pattern's names belong to what the pattern is of.
  while (ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node))
    node = node.parent;
  if (ts.isParameter(node) || ts.isFunctionExpression(node) || ts.isClassExpression(node)) {
    return ts.isParameter(node) ? node.parent : node;
  }
  let scope = node.parent;
  while (
    !ts.isBlock(scope) &&
    !ts.isSourceFile(scope) &&
    !ts.isModuleBlock(scope) &&
    !ts.isCaseBlock(scope) &&
    !ts.isCatchClause(scope) &&
    !ts.isIterationStatement(scope, false)
  ) {
    scope = scope.parent;
  }
  return scope;
}

/** Whether an identifier stands for a value, and is no member's name. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isEnumMember(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node;
  if (ts.isMetaProperty(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  return !(
    (ts.isMethodDeclaration(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isGetAccessor(parent) ||
      ts.isSetAccessor(parent)) &&
    parent.name === node
  );
}
