require('./scripts/test-environment.cjs');

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
  'd3-[a-z-]+',
];

const { dependencies, devDependencies } = require('./package.json');
const packages = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !/jest|^zod$/.test(name));

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/scripts/jest-environment.cjs',
  // Jest leaves a core free, which on two cores means one test file at a time.
  maxWorkers: '100%',
  testSequencer: '<rootDir>/scripts/jest-sequencer.cjs',
  // A guard against what hangs, not a measure: a busy machine must not fail a test.
  testTimeout: 60_000,
  roots: [
    'environments',
    'constructs',
    'lambdas',
    'state-machines',
    'terraform',
    'policies',
    'local',
    'pipelines',
    'scripts',
  ].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.test.ts'],
  // Every state machine that a test renders is validated, without the test asking for it.
  setupFiles: ['<rootDir>/state-machines/validate-renders.ts'],
  transform: {
    [`/node_modules/(${MODULES.join('|')})/.+js$`]: '<rootDir>/scripts/jest-transform.cjs',
    '/node_modules/.+js$': '<rootDir>/scripts/jest-package.cjs',
    '\\.[cm]?[jt]s$': '<rootDir>/scripts/jest-transform.cjs',
  },
  // What else lies there jest loads for itself, but for zod, whose settings are a suite's own: `zod` sets a language,
  // `zod/mini` has none.
  transformIgnorePatterns: [`/node_modules/(?!(${[...MODULES, ...packages].join('|')})/)`],
  moduleNameMapper: {
    '^@actions/(workflow-parser|expressions)$': '<rootDir>/node_modules/@actions/$1/dist/index.js',
    '^@actions/(workflow-parser|expressions)/(.*)$': '<rootDir>/node_modules/@actions/$1/dist/$2.js',
  },
};
