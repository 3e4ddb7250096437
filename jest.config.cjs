const { availableParallelism } = require('node:os');
require('./scripts/jest/test-environment.cjs');

// These ship only ES modules, which jest's CommonJS loader cannot read as they are; GitHub's can't even be asked for.
const MODULES = [
  'dt-sql-parser',
  'antlr4ng',
  'antlr4-c3',
  '@actions',
  '@octokit',
  'universal-user-agent',
  'before-after-hook',
  'json-with-bigint',
  'content-type',
  'marked',
];

/** @type {import('jest').Config} */
module.exports = {
  // By default it is made of the folder: with a name, a copy of the checkout takes what was compiled of packages before.
  id: 'analytics-reporting',
  // Jest leaves a core free, which on two cores means one test file at a time. One more than there are: the longest files
  // wait for programs that they start for a good part of their time.
  maxWorkers: availableParallelism() + 1,
  testSequencer: '<rootDir>/scripts/jest/jest-sequencer.cjs',
  // A guard against what hangs, not a measure: a busy machine must not fail a test.
  testTimeout: 60_000,
  roots: [
    'environments',
    'constructs',
    'lambdas',
    'state-machines',
    'catalog',
    'terraform',
    'policies',
    'local',
    'pipelines',
    'scripts',
  ].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.test.ts'],
  // In a test's context each look at a global is a call into Node.js; at these, once a module. No package declares one itself.
  sandboxInjectedGlobals: ['JSON', 'Math', 'Object'],
  // Every state machine that a test renders is validated, without the test asking for it.
  setupFiles: ['<rootDir>/state-machines/language/rendered/validate-renders.ts'],
  transform: {
    [`/node_modules/(${MODULES.join('|')})/.+js$`]: '<rootDir>/scripts/jest/jest-transform.cjs',
    '\\.[cm]?[jt]s$': '<rootDir>/scripts/jest/jest-transform.cjs',
  },
  transformIgnorePatterns: [`/node_modules/(?!(${MODULES.join('|')})/)`],
  moduleNameMapper: {
    '^@actions/(workflow-parser|expressions)$': '<rootDir>/node_modules/@actions/$1/dist/index.js',
    '^@actions/(workflow-parser|expressions)/(.*)$': '<rootDir>/node_modules/@actions/$1/dist/$2.js',
  },
};
