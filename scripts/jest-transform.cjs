// esbuild as jest's compiler: as fast as swc, whose platform packages break `npm ci`.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync, version } = require('esbuild');

// A test file runs in a context of its own, where each look at a global is slow: a plain loop over 200,000 records took
// ten times as long as outside. So a module looks once.
const GLOBALS = [
  'Array',
  'BigInt',
  'Buffer',
  'Date',
  'Error',
  'JSON',
  'Map',
  'Math',
  'Number',
  'Object',
  'Promise',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'URL',
];

/** Not those that the module has a thing of its own by that name for. */
function lookOnce(source) {
  const own = (name) => new RegExp(`\\b(class|function|const|let|var|as|import) +${name}\\b`).test(source);
  return `const { ${GLOBALS.filter((name) => !own(name)).join(', ')} } = globalThis;`;
}

// jest's module loader knows no import(): it becomes a require.
const options = {
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
  loader: 'ts',
  supported: { 'dynamic-import': false },
};

const self = readFileSync(__filename);

module.exports = {
  process: (source, file) => ({
    code: transformSync(source, { ...options, banner: lookOnce(source), sourcefile: file }).code,
  }),
  getCacheKey: (source, file) =>
    createHash('sha256').update(version).update(self).update(file).update(source).digest('hex'),
};
