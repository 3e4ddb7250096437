import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../files/repository-root';
import { type Fault, lintFiles } from './lint-files';

/** Of each rule, as the linter writes it, texts that it refuses. */
const SPOILT: Readonly<Record<string, readonly string[]>> = {
  'eslint(eqeqeq)': ["export const a = (b: unknown) => b == 'c';", 'export const a = (b: unknown) => b != null;'],
  'eslint(no-array-constructor)': ['export const a = new Array(1, 2);'],
  'eslint(no-unused-expressions)': [
    'export const a = (b: string) => { b; };',
    'export const a = (b: boolean, c: () => void) => { b && c(); };',
    'export const a = (b: boolean, c: () => void) => { b ? c() : undefined; };',
  ],
  'eslint(no-unused-vars)': [
    'const a = 1;',
    "import { a } from 'b';",
    "import type { A } from 'b';",
    'export const a = (b: string) => 1;',
    'export function a() { try { return 1; } catch (error) { return 2; } }',
    'export const a = ({ b, ...c }: { b: 1; c: 2 }) => c;',
    'type A = 1;',
    'interface A { b: 1 }',
    'enum A { b = 1 }',
    'class A {}',
    'let a = 1; a = 2;',
    'export type A<B> = 1;',
    'const a = 1; export type B = typeof a;',
  ],
  'eslint(no-var)': ['export var a = 1;'],
  'eslint(prefer-const)': [
    'let a = 1; export const b = a;',
    'export const a = (c: { b: 1; d: number }) => { let { b, d } = c; d = 2; return b + d; };',
  ],
  'eslint(prefer-rest-params)': ['export function a() { return arguments; }'],
  'eslint(prefer-spread)': ['export const a = (b: (...c: number[]) => void, c: number[]) => b.apply(undefined, c);'],
  'typescript(ban-ts-comment)': [
    '// @ts-ignore\nexport const a = 1;',
    '// @ts-nocheck\nexport const a = 1;',
    '// @ts-expect-error\nexport const a = 1;',
  ],
  'typescript(consistent-type-imports)': [
    "import { A } from 'b';\nexport type B = A;",
    "import { A, b } from 'b';\nexport const c = b as A;",
    "import A from 'b';\nexport type B = A;",
    "export type A = import('b').A;",
  ],
  'typescript(no-duplicate-enum-values)': ['export enum A { b = 1, c = 1 }'],
  'typescript(no-empty-object-type)': [
    'export interface A {}',
    'export type A = {};',
    "import { type B } from 'b';\nexport interface A extends B {}",
  ],
  'typescript(no-explicit-any)': ['export const a = (b: any) => b;', 'export type A = any[];'],
  'typescript(no-extra-non-null-assertion)': ['export const a = (b?: { c: 1 }) => b!!.c;'],
  'typescript(no-misused-new)': [
    'export interface A { new (): A; }',
    'export declare class A { new(): A; }',
    'export interface A { constructor(): void; }',
  ],
  'typescript(no-namespace)': [
    'export namespace A { export const b = 1; }',
    'export declare namespace A { const b: 1; }',
  ],
  'typescript(no-non-null-asserted-optional-chain)': ['export const a = (b?: { c?: 1 }) => b?.c!;'],
  'typescript(no-non-null-assertion)': ['export const a = (b?: { c: 1 }) => b!.c;'],
  'typescript(no-require-imports)': ["export const a = require('b');", "import a = require('b');\nexport const c = a;"],
  'typescript(no-this-alias)': ['export function a(this: 1) { const b = this; return b; }'],
  'typescript(no-unnecessary-type-constraint)': [
    'export const a = <B extends unknown>(b: B) => b;',
    'export function a<B extends any>(b: B) { return b; }',
  ],
  'typescript(no-unsafe-declaration-merging)': ['export class A {}\nexport interface A { b: 1 }'],
  'typescript(no-unsafe-function-type)': ['export type A = Function;'],
  'typescript(no-wrapper-object-types)': ['export type A = String;', 'export type A = Object;'],
  'typescript(prefer-as-const)': ["export const a: 'b' = 'b';", "export const a = 'b' as 'b';"],
  'typescript(prefer-namespace-keyword)': ['export declare module A { const b: 1; }'],
  'typescript(triple-slash-reference)': ['/// <reference path="./b" />\nexport const a = 1;'],
  'import(no-self-import)': ["import { b } from './FILE';\nexport const c = b;"],
  // Of the linter's own category.
  'eslint(no-unsafe-optional-chaining)': ['export const a = (b?: { c: () => 1 }) => (b?.c)();'],
  'jest(no-focused-tests)': ["test.only('a', () => expect(1).toBe(1));"],
  'jest(valid-expect)': ["test('a', () => { expect(1); });"],
};

/** By file. */
const SOURCES = Object.fromEntries(
  Object.entries(SPOILT).flatMap(([rule, texts]) =>
    texts.map((text, index) => {
      const name = `${rule.replaceAll(/\W+/g, '-')}${index}`;
      return [
        `${name}${rule.startsWith('jest') ? '.test' : ''}.ts`,
        { rule, text: text.replace('FILE', name) },
      ] as const;
    }),
  ),
);

let faults: readonly Fault[];
beforeAll(() => {
  faults = lintFiles(Object.fromEntries(Object.entries(SOURCES).map(([file, { text }]) => [file, `${text}\n`])));
});

test.each(Object.entries(SOURCES))('%s is refused', (file, { rule }) => {
  expect(faults.filter((fault) => fault.file === file).map((fault) => fault.rule)).toContain(rule);
});

test('each rule that the configuration names has a text here, or a test of its own', () => {
  const { config } = ts.readConfigFile(join(repositoryRoot(), '.oxlintrc.jsonc'), (file) =>
    readFileSync(file, 'utf8'),
  ) as {
    config: { rules: Record<string, unknown> };
  };
  const named = Object.entries(config.rules).flatMap(([name, level]) => (level === 'off' ? [] : [name]));
  expect(named.length).toBeGreaterThan(15);
  const tried = Object.keys(SPOILT).map((rule) =>
    rule.replace(/^eslint\((.*)\)$/, '$1').replace(/^(\w+)\((.*)\)$/, '$1/$2'),
  );
  expect(named.filter((name) => !tried.includes(name))).toEqual(['import/no-cycle']);
});

test('a comment that turns off what nothing asks for is refused, and one of another linter turns off nothing', () => {
  const told = lintFiles({
    'a.ts': '// oxlint-disable-next-line eqeqeq -- no reason\nexport const a = 1;\n',
    'b.ts': "// eslint-disable-next-line eqeqeq\nexport const a = (b: unknown) => b == 'c';\n",
    'c.ts': "// oxlint-disable-next-line eqeqeq -- a reason\nexport const a = (b: unknown) => b == 'c';\n",
  });
  expect(told.toSorted((a, b) => a.file.localeCompare(b.file))).toEqual([
    { file: 'a.ts', said: expect.stringContaining('Unused') as string },
    { file: 'b.ts', rule: 'eslint(eqeqeq)', said: expect.anything() as string },
  ]);
});

test('requires are for CommonJS alone, and types of clients for their own file', () => {
  const text = { require: "exports.a = require('b');\n", type: "export type A = import('b').A;\n" };
  const clients = 'state-machines/language/services/sdk/clients.d.ts';
  const told = lintFiles({ 'a.cjs': text.require, 'b.mjs': text.require, [clients]: text.type, 'c.d.ts': text.type });
  expect(told.map(({ file, rule }) => `${file} ${rule}`).toSorted()).toEqual([
    'b.mjs typescript(no-require-imports)',
    'c.d.ts typescript(consistent-type-imports)',
  ]);
});
