// A package in a test file is the worker's own, loaded once (jest-environment.cjs), not the file's.
module.exports = {
  process: (_source, file) => ({ code: `module.exports = requireOnce(${JSON.stringify(file)});` }),
  getCacheKey: (_source, file) => file,
};
