import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { typeOf } from './all';

const root = resolve(__dirname, '..');

/** Where types are listed beside the catalogue, and why. */
const ALLOWED: readonly (readonly [where: RegExp, why: string])[] = [
  [
    /^local\/aws\/[\w-]+\/service\.ts$/,
    'how a type is stood up is its service’s: all.test.ts holds it to the catalogue',
  ],
  [
    /^local\/smoke\/reads\//,
    'how AWS is asked takes a client, which is no data: all.test.ts holds it to the catalogue',
  ],
  [
    /^local\/(start\/telling\/block-numbers|console\/views\/pipeline\/holds)\.ts$/,
    'what a block holds and does is asked of the account, which is no data: held to the catalogue below',
  ],
  [/^policies\/iam\/access\.ts$/, 'the two ways in which a role holds a policy, which is what it reads'],
  [/(\.test|-test|test-support|-mutants)\.ts$|\/fixtures\//, 'a test has its own idea of what is right'],
];

const files = ['terraform', 'policies', 'local', 'pipelines', 'environments', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
);

/** The types that a source lists: as keys, as elements, as what rows are about. */
function listed(file: string, text: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const note = (node: ts.Node, type: string): void => {
    if (!/^(data\.)?aws_[a-z0-9_]+$/.test(type)) return;
    found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${type}`);
  };
  const look = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) {
      if (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) note(node, node.name.text);
      // { type: 'aws_x', … } in a list.
      if (ts.isStringLiteral(node.initializer) && ts.isArrayLiteralExpression(node.parent.parent)) {
        note(node, node.initializer.text);
      }
    }
    if (ts.isStringLiteral(node) && ts.isArrayLiteralExpression(node.parent) && node.parent.elements.length > 1) {
      note(node, node.text);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

const texts = files.map((file): [string, string] => [file, readFileSync(join(root, file), 'utf8')]);

test('no reader keeps a list of resource types of its own', () => {
  const found = texts
    .filter(([file, text]) => text.includes('aws_') && !ALLOWED.some(([where]) => where.test(file)))
    .flatMap(([file, text]) => listed(file, text));
  // For one that is listed here: what it knows of the type belongs into catalog/services/.
  expect(found).toEqual([]);
});

test('what a picture tells of a block is of a type that is stood up', () => {
  const told = texts.filter(([file]) => /block-numbers\.ts$|pipeline\/holds\.ts$/.test(file));
  const types = told.flatMap(([file, text]) => listed(file, text)).map((one) => one.split(' ')[1] ?? '');
  expect(types.length).toBeGreaterThan(10);
  expect(types.filter((type) => typeOf(type)?.local !== 'stood up')).toEqual([]);
});

test.each(ALLOWED)('%s is allowed for something', (where) => {
  expect(texts.some(([file, text]) => where.test(file) && listed(file, text).length > 0)).toBe(true);
});

test.each([
  "const KINDS = { aws_sns_topic: 'box' };",
  "const HELD = new Set(['aws_sns_topic', 'aws_sqs_queue']);",
  "const rows = [{ type: 'aws_sns_topic', action: 'sns:Publish' }];",
  "const found = { 'data.aws_region': 1 };",
])('%s would be one', (text) => expect(listed('a.ts', text).length).toBeGreaterThan(0));

test('asking for one type is none', () => {
  expect(listed('a.ts', "blocksOfType(stack, 'aws_sns_topic'); const at = { type: 'aws_sns_topic' };")).toEqual([]);
});
