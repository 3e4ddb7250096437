// esbuild as jest's compiler: as fast as swc, whose platform packages break `npm ci`.
const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

// A test file runs in a context of its own, where each look at a global is slow: a plain loop over 200,000 records took
// ten times as long as outside. So a module looks once.
const globals =
  'Array BigInt Boolean Buffer Date Error JSON Map Math Number Object Promise RegExp Set String Symbol Uint8Array URL WeakMap';

// jest's module loader knows no import(): it becomes a require.
const options = {
  banner: `const { ${globals.replaceAll(' ', ', ')} } = globalThis;`,
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
  loader: 'ts',
  supported: { 'dynamic-import': false },
};

module.exports = {
  process: (source, file) => ({ code: transformSync(source, { ...options, sourcefile: file }).code }),
  getCacheKey: (source, file) =>
    createHash('sha256').update(version).update(JSON.stringify(options)).update(file).update(source).digest('hex'),
};
