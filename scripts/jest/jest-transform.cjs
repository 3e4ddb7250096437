// esbuild as jest's compiler: as fast as swc, whose platform packages break `npm ci`.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { basename } = require('node:path');
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
      // Beside what was made of it, as a map's sources are read: the same wherever the checkout lies.
      sourcefile: basename(file),
    });
    return { code, map };
  },
  // Not by the folder: a copy of the checkout has the same files.
  getCacheKey: (source, file) =>
    createHash('sha256').update(version).update(self).update(basename(file)).update(source).digest('hex'),
};
