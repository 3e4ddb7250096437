// Where a test file runs: in the worker's own context, as code does in production, not in one made for each file.
//
// In a context of its own a file loads every package anew, which took a third of the time of all tests; each look at a
// global goes through an interceptor, ten times as slow in a plain loop; and what a package made elsewhere is no
// `instanceof` of what the file calls by that name. Here each worker loads a package once (jest-package.cjs). Our own
// modules, where state could hide, are loaded anew for each file.
const { setFlagsFromString } = require('node:v8');
const vm = require('node:vm');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

// A file's modules run a few times and are gone: that V8 optimizes them fifteen times later saves a tenth of the CPU.
setFlagsFromString('--interrupt-budget=1000000');

// Jest compiles in the context that it is given, and vm takes none to mean this one.
const HERE = {};
const { compileFunction } = vm;
vm.compileFunction = (code, parameters, { parsingContext, ...options } = {}) =>
  compileFunction(code, parameters, parsingContext === HERE ? options : { ...options, parsingContext });

/** What packages keep on the global object: theirs, and they stay loaded. */
const KEPT = ['__cdktfTokenMap'];

/** What a test file may change of the process, to be put back for the next. */
function remember() {
  const globals = new Map(
    Reflect.ownKeys(globalThis).map((key) => [key, Object.getOwnPropertyDescriptor(globalThis, key)]),
  );
  const { env, exit, exitCode } = process;
  const variables = { ...env };
  return () => {
    for (const key of Reflect.ownKeys(globalThis)) {
      if (!globals.has(key) && !KEPT.includes(key)) Reflect.deleteProperty(globalThis, key);
    }
    for (const [key, was] of globals) if (was.configurable) Object.defineProperty(globalThis, key, was);
    for (const name of Object.keys(env)) if (!(name in variables)) delete env[name];
    Object.assign(process, { env: Object.assign(env, variables), exit, exitCode });
  };
}

module.exports = class {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimers = null;
  #context = HERE;
  #putBack = remember();

  constructor({ projectConfig }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    globalThis.requireOnce = require;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return this.#context;
  }

  async setup() {}

  async teardown() {
    this.#context = null;
    this.fakeTimersModern.dispose();
    this.#putBack();
  }
};
