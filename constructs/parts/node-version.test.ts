import { HANDLER_NODE, RUNTIME } from './node-version';

test('a handler may use what both Lambda and the oldest Node.js that runs it here know', () => {
  expect(RUNTIME).toBe('nodejs24.x');
  expect(HANDLER_NODE).toBeGreaterThanOrEqual(20);
  expect(HANDLER_NODE).toBeLessThanOrEqual(24);
});
