import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { type Used } from './used-arguments';

/** An argument as the bindings declare it. */
export interface Declared {
  readonly required: boolean;
  /** As it is written, with what is nested as `{…}`: its name is the bindings' own. */
  readonly type: string;
  /** Of a nested block: what it takes. */
  readonly nested?: () => Declarations;
}

/** By the name that the argument has in Terraform. */
export type Declarations = ReadonlyMap<string, Declared>;

/**
 * What the bindings in `packages` (a folder of node_modules) declare for a type of block; nothing when they don't know it.
 * Each argument's Terraform name stands in its comment, at the end of the link to the registry.
 */
export function declarationsOf(
  packages: string,
  { kind, type }: Pick<Used, 'kind' | 'type'>,
): Declarations | undefined {
  const [provider = '', ...rest] = type.split('_');
  const module = { provider: 'provider', resource: rest.join('-'), data: `data-${type.replaceAll('_', '-')}` }[kind];
  const folder = join(packages, '@cdktf', `provider-${provider}`, 'lib', module);
  if (!existsSync(folder)) return undefined;
  const statements = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.d.ts'))
    .flatMap((name) => [...parse(join(folder, name)).statements]);
  const interfaces = new Map(statements.filter(ts.isInterfaceDeclaration).map((one) => [one.name.text, one] as const));
  const config = statements
    .filter(ts.isClassDeclaration)
    .filter((one) => terraformType(one) === type)
    .flatMap(({ members }) => members.filter(ts.isConstructorDeclaration))
    .flatMap(({ parameters }) => parameters.find((one) => one.name.getText() === 'config')?.type?.getText() ?? [])[0];
  const top = config === undefined ? undefined : interfaces.get(config);
  return top && membersOf(top, interfaces);
}

const parse = (file: string) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true);

function terraformType({ members }: ts.ClassDeclaration): string | undefined {
  const member = members.filter(ts.isPropertyDeclaration).find(({ name }) => name.getText() === 'tfResourceType');
  return member?.initializer && ts.isStringLiteral(member.initializer) ? member.initializer.text : undefined;
}

type Interfaces = ReadonlyMap<string, ts.InterfaceDeclaration>;

const membersOf = (declared: ts.InterfaceDeclaration, interfaces: Interfaces): Declarations =>
  new Map(
    declared.members.filter(ts.isPropertySignature).map((member) => {
      const [, name = member.name.getText()] = /#(\w+) \w+#\1\}/.exec(member.getFullText()) ?? [];
      return [name, toDeclared(member, interfaces)];
    }),
  );

function toDeclared(member: ts.PropertySignature, interfaces: Interfaces): Declared {
  const written = member.type?.getText() ?? 'any';
  const inner = [...written.matchAll(/\b\w+\b/g)]
    .map(([name]) => interfaces.get(name))
    .find((one) => one !== undefined);
  const type = written
    .replaceAll(/\bcdkt[fn]\./g, '')
    .replaceAll(/\b\w+\b/g, (name) => (interfaces.has(name) ? '{…}' : name))
    .replaceAll(/\s+/g, ' ');
  return {
    required: member.questionToken === undefined,
    type,
    ...(inner ? { nested: () => membersOf(inner, interfaces) } : {}),
  };
}
