/** The tests that run the workflows, once `npm run test:workflows` has prepared what they need. */
module.exports = { ...require('./jest.config.cjs'), testMatch: ['**/*.workflow-test.ts'], testTimeout: 1_800_000 };
