// esbuild as jest's compiler: as fast as swc, whose platform packages break `npm ci`.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync, version } = require('esbuild');

// jest's module loader knows no import(): it becomes a require.
const options = {
  format: 'cjs',
  target: 'node20',
  sourcesContent: false,
  loader: 'ts',
  supported: { 'dynamic-import': false },
};

const self = readFileSync(__filename);

module.exports = {
  process(source, file) {
    const { code, map } = transformSync(source, {
      ...options,
      sourcemap: !/node_modules/.test(file),
      sourcefile: file,
    });
    return { code, map };
  },
  getCacheKey: (source, file) =>
    createHash('sha256').update(version).update(self).update(file).update(source).digest('hex'),
};
