// The circles of imports that an import() or a require() closes, `node scripts/lint/lazy-circles.cjs [FOLDER]`. All others are
// found by the linter's import/no-cycle, which does not read import(): https://github.com/oxc-project/oxc/issues/25555.
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { dirname, join, relative } = require('node:path');
// For an import of it, Node.js would read all of it for what it exports: a third of what this takes.
const ts = require('typescript');

const [root = join(__dirname, '../..')] = process.argv.slice(2);
const NOT_OURS = ['node_modules', 'cdktf.out', '.local', 'coverage', '.git'];

function sourcesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
    const path = join(folder, one.name);
    if (one.isDirectory()) return NOT_OURS.includes(one.name) ? [] : sourcesIn(path);
    return one.name.endsWith('.ts') ? [path] : [];
  });
}

const known = new Map();

/** The files of ours that a file imports, and whether by a call. */
function importsOf(file) {
  if (!known.has(file)) {
    const text = readFileSync(file, 'utf8');
    const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({
      file: resolved(file, fileName),
      isCall: /\(\s*$/.test(text.slice(0, pos)),
    }));
    known.set(
      file,
      imports.filter((one) => one.file),
    );
  }
  return known.get(file);
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
    for (const next of importsOf(file)) if (!came.has(next.file)) came.set(next.file, file);
  }
  return undefined;
}

for (const file of sourcesIn(root)) {
  if (!/\b(import|require)\s*\(/.test(readFileSync(file, 'utf8'))) continue;
  for (const { file: lazy } of importsOf(file).filter(({ isCall }) => isCall)) {
    const way = wayFrom(lazy, file);
    if (way === undefined) continue;
    const names = [file, ...way].map((name) => relative(root, name));
    console.error(`${names[0]}: A circle: ${names.join(' → ')}. What they share belongs in a third file, or in one.`);
    process.exitCode = 1;
  }
}
