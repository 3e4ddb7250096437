// An ESLint rule: no file imports itself by way of others, be it for types alone. (eslint-plugin-import-x's no-cycle
// passes over imports of types.)
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const imports = new Map();

/** The files of ours that a file imports, by absolute path. */
function importsOf(file) {
  if (!imports.has(file)) {
    const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
    imports.set(file, importedFiles.map(({ fileName }) => resolved(file, fileName)).filter(Boolean));
  }
  return imports.get(file);
}

function resolved(from, specifier) {
  if (!specifier.startsWith('.')) return undefined;
  const path = join(dirname(from), specifier);
  return [path, `${path}.ts`].find((file) => file.endsWith('.ts') && existsSync(file));
}

/** The way from one file to another, both included; undefined where there is none. */
function wayFrom(from, to) {
  const came = new Map([[from, undefined]]);
  for (const file of came.keys()) {
    if (file === to) {
      const way = [];
      for (let at = file; at; at = came.get(at)) way.unshift(at);
      return way;
    }
    for (const next of importsOf(file)) if (!came.has(next)) came.set(next, file);
  }
  return undefined;
}

/** The first way on which a file comes back to itself, from it to it; undefined where there is none. */
export function circleOf(file) {
  const way = importsOf(file)
    .map((next) => wayFrom(next, file))
    .find(Boolean);
  return way && [file, ...way];
}

/** @type {import('eslint').Rule.RuleModule} */
export const noCircle = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { circle: 'A circle: {{way}}. What they share belongs in a third file, or in one.' },
  },
  create(context) {
    // As it is on the disk: an editor's unsaved text is looked at when it is saved.
    const check = ({ source }) => {
      const target = source && resolved(context.filename, source.value);
      const way = target && wayFrom(target, context.filename);
      if (!way) return;
      const names = [context.filename, ...way].map((file) => file.slice(context.cwd.length + 1));
      context.report({ node: source, messageId: 'circle', data: { way: names.join(' → ') } });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
  },
};
