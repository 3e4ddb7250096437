/** The tests that make real plans, with the terraform on the PATH: `npm run test:terraform`. */
module.exports = { ...require('./jest.config.cjs'), testMatch: ['**/*.terraform-test.ts'], testTimeout: 300_000 };
